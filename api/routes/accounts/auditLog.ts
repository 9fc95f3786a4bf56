import { Chunk, Effect, Option, Stream } from "effect";
import { printedEntry } from "../../../src/domain/Event.ts";
import { type ActionQuery, Journal } from "../../../src/ports/store/Journal.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { jsonLines } from "../../answer/Streamed.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";

const customary = 100;
/** The entries of a page where all are wanted. */
const atOnce = 1_000;

const isoOf = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

/** One page, and the number before which the next one begins; null: there is none. */
const pageOf = (query: ActionQuery) =>
  Effect.gen(function* () {
    const { actions } = yield* Journal;
    const found = yield* actions({ ...query, limit: query.limit + 1 });
    const entries = found.slice(0, query.limit);
    return { entries, next: found.length > query.limit ? (entries.at(-1)?.seq ?? null) : null };
  });

/** Everything that is wanted, page by page. A journal that can't be read any more ends it. */
const allPages = (query: ActionQuery) =>
  Stream.paginateChunkEffect(query, (wanted) =>
    Effect.map(pageOf({ ...wanted, limit: atOnce }), ({ entries, next }) => [
      Chunk.fromIterable(entries),
      next === null ? Option.none<ActionQuery>() : Option.some({ ...wanted, before: next }),
    ]),
  ).pipe(Stream.catchAll(() => Stream.empty));

/** Who has asked for what. */
export const auditLog = () => ({
  audit: handle(contract.audit, ({ query: { since, until, limit = customary, cursor, ...which }, type }) =>
    Effect.gen(function* () {
      yield* Effect.flatMap(Supervision, ({ recorded }) => recorded);
      const wanted = { ...which, since: isoOf(since), until: isoOf(until), before: cursor, limit };
      if (type !== "declared") {
        const context = yield* Effect.context<Journal>();
        return jsonLines(Stream.map(Stream.provideContext(allPages(wanted), context), printedEntry));
      }
      const { entries, next } = yield* pageOf(wanted);
      return { items: entries.map(printedEntry), next: next === null ? null : String(next) };
    }),
  ),
});
