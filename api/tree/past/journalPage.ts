import { Effect } from "effect";
import type { JournalError } from "../../../src/domain/Errors.ts";
import type { JournalEntry } from "../../../src/domain/Event.ts";
import { type ChildPath, isWithin, root } from "../../../src/domain/tree/ChildPath.ts";
import { Journal, type JournalPage, type JournalTimes } from "../../../src/ports/store/Journal.ts";

/** The most entries of one page, some 300 kB. */
const atOnce = 1_000;

/** Which entries are wanted: those after a number or of some time, or the newest so many of them. */
export interface Wanted extends JournalTimes {
  readonly after?: number | undefined;
  readonly last?: number | undefined;
  readonly within: ReadonlyArray<ChildPath>;
}

/** The first of the entries that are wanted: those of the journal, then those that wait to be written. */
export const journalPage = (
  { after = 0, last, within, since, until }: Wanted,
  unwritten: ReadonlyArray<JournalEntry>,
): Effect.Effect<JournalPage, JournalError, Journal> =>
  Effect.gen(function* () {
    if (last === 0) return { entries: [], next: null };
    const journal = yield* Journal;
    const waiting = unwritten.filter(
      ({ subject, at }) =>
        (since === undefined || at >= since) &&
        (until === undefined || at <= until) &&
        within.some((path) => isWithin(path, subject)),
    );
    // Whoever goes on has the beginning behind him.
    const isWhole = last === undefined && (since === undefined || after > 0);
    const end = { last: last ?? Number.POSITIVE_INFINITY, within, since, until };
    const start = isWhole ? after : Math.max(after, yield* startOf(end, waiting));
    const entries: Array<JournalEntry> = [];
    let from: number | null = start;
    while (from !== null && entries.length < atOnce) {
      const page: JournalPage = yield* journal.page({ after: from, within, since, until });
      entries.push(...page.entries);
      from = page.next;
      // Other requests get their turn while a long journal with few matches is searched.
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
  { last, ...which }: Wanted & { readonly last: number },
  waiting: ReadonlyArray<JournalEntry>,
): Effect.Effect<number, JournalError, Journal> => {
  const oldest = waiting.at(-last);
  return oldest
    ? Effect.succeed(oldest.seq - 1)
    : Effect.flatMap(Journal, ({ startOf: startIn }) => startIn({ ...which, last: last - waiting.length }));
};

/** The number up to which entries are missing among those since a time; 0 where none are. */
export const missingSince = (since: string | undefined): Effect.Effect<number, JournalError, Journal> =>
  Effect.gen(function* () {
    const journal = yield* Journal;
    const missing = yield* journal.completeAfter;
    if (missing === 0 || since === undefined) return missing;
    const start = yield* journal.startOf({ last: Number.POSITIVE_INFINITY, within: [root], since });
    return start < missing ? missing : 0;
  });
