import type { JournalEntry } from "../../src/domain/Event.ts";

/** Every transition of a child begins where its last one has ended; what is wrong with that, in words. */
export const brokenChains = (journal: ReadonlyArray<JournalEntry>): ReadonlyArray<string> => {
  const last = new Map<string, string>();
  return journal.flatMap((entry) => {
    if (entry.type !== "transition") return [];
    const { seq, subject, from, to, reason } = entry;
    const before = last.get(subject) ?? "stopped";
    last.set(subject, to);
    const said = `${seq} ${subject || "tree"}: ${from} → ${to} (${reason})`;
    if (from === to) return [`${said}: no transition`];
    return from === before ? [] : [`${said}: it was ${before}`];
  });
};
