import { Effect } from "effect";
import { type ChildPath, isWithin } from "../src/domain/ChildPath.ts";
import type { JournalError } from "../src/domain/Errors.ts";
import type { JournalEntry } from "../src/domain/Event.ts";
import { Journal, type JournalPage } from "../src/ports/Journal.ts";

/** So many entries are answered at once, some 300 kB: whoever wants more goes on behind the last one. */
const atOnce = 1_000;

/** Which entries are wanted: those after a number, or the newest so many of them. */
interface Wanted {
  readonly after?: number | undefined;
  readonly last?: number | undefined;
  readonly within: ReadonlyArray<ChildPath>;
}

/** The first of the entries that are wanted: those of the journal, then those that wait to be written. */
export const journalPage = (
  { after = 0, last, within }: Wanted,
  unwritten: ReadonlyArray<JournalEntry>,
): Effect.Effect<JournalPage, JournalError, Journal> =>
  Effect.gen(function* () {
    if (last === 0) return { entries: [], next: null };
    const journal = yield* Journal;
    const waiting = unwritten.filter(({ subject }) => within.some((path) => isWithin(path, subject)));
    const start = last === undefined ? after : Math.max(after, yield* startOf(last, within, waiting));
    const entries: Array<JournalEntry> = [];
    let from: number | null = start;
    while (from !== null && entries.length < atOnce) {
      const page: JournalPage = yield* journal.page({ after: from, within });
      entries.push(...page.entries);
      from = page.next;
      // A long journal in which little is found: whoever has waited comes between.
      yield* Effect.yieldNow();
    }
    const written = entries.at(-1)?.seq ?? start;
    if (from === null) entries.push(...waiting.filter(({ seq }) => seq > written));
    const found = entries.slice(0, atOnce);
    const isAll = from === null && found.length === entries.length;
    return { entries: found, next: isAll ? null : (found.at(-1)?.seq ?? from) };
  });

/** The number behind which the newest so many stand. */
const startOf = (
  last: number,
  within: ReadonlyArray<ChildPath>,
  waiting: ReadonlyArray<JournalEntry>,
): Effect.Effect<number, JournalError, Journal> => {
  const oldest = waiting.at(-last);
  return oldest
    ? Effect.succeed(oldest.seq - 1)
    : Effect.flatMap(Journal, ({ startOf: startIn }) => startIn(last - waiting.length, within));
};
