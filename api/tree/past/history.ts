import { Effect, Schema } from "effect";
import type { JournalError } from "../../../src/domain/Errors.ts";
import { type PrintedEntry, printedEntry } from "../../../src/domain/Event.ts";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import { Journal } from "../../../src/ports/store/Journal.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { firstPage, type Page } from "../../answer/paging.ts";
import { defaultLimit } from "../../contract/query.ts";
import { type ExitCount, HistoryCursor } from "../../contract/tree/children.ts";

const encodeCursor = Schema.encodeSync(HistoryCursor);

/** Which part of a history is asked for: the newest entries, or those before a number. */
interface Asked {
  readonly limit?: number;
  readonly cursor?: { readonly before: number };
}

/** How often runs of a node have ended since a moment (ms since 1970), with those whose entries wait to be written. */
export const exitsOf = (
  subject: ChildPath,
  since: number | undefined,
): Effect.Effect<ExitCount, JournalError, Journal | Supervision> =>
  Effect.gen(function* () {
    const from = since === undefined ? undefined : new Date(since).toISOString();
    const unwritten = yield* Effect.flatMap(Supervision, ({ recorded }) => recorded);
    const written = yield* Effect.flatMap(Journal, (journal) => journal.exitsOf(subject, from));
    const waiting = unwritten.filter(
      (entry) =>
        entry.subject === subject && entry.seq > written.newest && (from === undefined || entry.at >= from),
    );
    const ends = waiting.filter((entry) => entry.type === "transition" && entry.exit !== undefined);
    return { exits: written.exits + ends.length, since: written.since ?? waiting[0]?.at ?? null };
  });

/** What the journal says of a node itself, the newest entry first, with those that wait to be written. */
export const historyOf = (
  subject: ChildPath,
  { limit = defaultLimit, cursor }: Asked,
): Effect.Effect<Page<PrintedEntry>, JournalError, Journal | Supervision> =>
  Effect.gen(function* () {
    const before = cursor?.before ?? Number.MAX_SAFE_INTEGER;
    const unwritten = yield* Effect.flatMap(Supervision, ({ recorded }) => recorded);
    const { newestOf } = yield* Journal;
    // One more than is answered, to know whether there are any.
    const written = yield* newestOf({ subject, before, limit: limit + 1 });
    const newest = written[0]?.seq ?? 0;
    const waiting = unwritten.filter(
      (entry) => entry.subject === subject && entry.seq > newest && entry.seq < before,
    );
    const entries = [...waiting.reverse(), ...written].map(printedEntry);
    return firstPage(entries, limit, ({ seq }) => encodeCursor({ before: seq }));
  });
