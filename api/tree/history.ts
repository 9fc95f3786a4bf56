import { Effect, Schema } from "effect";
import type { JournalError } from "../../src/domain/Errors.ts";
import { type PrintedEntry, printedEntry } from "../../src/domain/Event.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { Journal } from "../../src/ports/Journal.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { firstPage, type Page } from "../answer/paging.ts";
import { HistoryCursor } from "../contract/children.ts";
import { defaultLimit } from "../contract/query.ts";

const encodeCursor = Schema.encodeSync(HistoryCursor);

/** Which part of a history is asked for: the newest entries, or those before a number. */
interface Asked {
  readonly limit?: number;
  readonly cursor?: { readonly before: number };
}

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
