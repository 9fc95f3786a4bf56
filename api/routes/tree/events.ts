import { Chunk, Effect, Option, Queue, Schema, Stream } from "effect";
import { type JournalEntry, printedEntry } from "../../../src/domain/Event.ts";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import type { Journal } from "../../../src/ports/store/Journal.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { jsonLines, textLines } from "../../answer/Streamed.ts";
import { eventText } from "../../answer/texts.ts";
import { contract } from "../../contract/contract.ts";
import { defaultLimit } from "../../contract/query.ts";
import { EventCursor } from "../../contract/tree/events.ts";
import { handle } from "../../handle.ts";
import { isInOne, subtrees } from "../../request/resolve.ts";
import { journalPage, missingSince, type Wanted } from "../../tree/past/journalPage.ts";

const encodeCursor = Schema.encodeSync(EventCursor);

/** A moment as entries have it. */
const isoOf = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

const pageNow = (wanted: Wanted) =>
  Effect.flatMap(
    Effect.flatMap(Supervision, ({ recorded }) => recorded),
    (unwritten) => journalPage(wanted, unwritten),
  );

/** Everything that is wanted, page by page. A journal that can't be read any more ends it. */
const allPages = (wanted: Wanted) => {
  const { last: _, ...rest } = wanted;
  return Stream.paginateChunkEffect(wanted, (page) =>
    Effect.map(pageNow(page), ({ entries, next }) => [
      Chunk.fromIterable(entries),
      next === null ? Option.none<Wanted>() : Option.some({ ...rest, after: next }),
    ]),
  ).pipe(Stream.catchAll(() => Stream.empty));
};

const liveOf = (within: ReadonlyArray<ChildPath>) =>
  Effect.map(Supervision, ({ live }) => Stream.filter(live, ({ subject }) => isInOne(within, subject)));

/** What was, then what comes: listening begins first, so that nothing is lost between the two. */
const followed = (wanted: Wanted) =>
  Stream.unwrapScoped(
    Effect.gen(function* () {
      const coming = yield* Queue.unbounded<JournalEntry>();
      const live = yield* liveOf(wanted.within);
      yield* Effect.forkScoped(
        Stream.runForEach(live, (entry) => Queue.offer(coming, entry)).pipe(
          Effect.ensuring(Queue.shutdown(coming)),
        ),
      );
      yield* Effect.yieldNow();
      let told = 0;
      const past = Stream.tap(allPages(wanted), ({ seq }) =>
        Effect.sync(() => {
          told = seq;
        }),
      );
      return Stream.concat(
        past,
        Stream.filter(Stream.fromQueue(coming), ({ seq }) => seq > told),
      );
    }),
  );

/** The journal: what was, and what comes. */
export const events = () => ({
  events: handle(
    contract.events,
    ({ query: { path, last, after, limit = defaultLimit, cursor, follow, ...times }, caller, type }) =>
      Effect.gen(function* () {
        const [since, until] = [isoOf(times.since), isoOf(times.until)];
        const within = yield* subtrees(path, caller);
        const wanted =
          cursor === undefined ? { last, after, within, since, until } : { ...cursor, within, since, until };
        if (follow || type !== "declared") {
          const context = yield* Effect.context<Supervision | Journal>();
          const entries = Stream.provideContext(follow ? followed(wanted) : allPages(wanted), context);
          const printed = Stream.map(entries, printedEntry);
          return type === "text/plain" ? textLines(printed, eventText) : jsonLines(printed);
        }
        const { entries, next } = yield* pageNow(wanted);
        const items = entries.slice(0, limit);
        const lastSeq = items.at(-1)?.seq ?? next;
        const isLast = next === null && items.length === entries.length;
        return {
          items: items.map(printedEntry),
          next: isLast || lastSeq === null ? null : encodeCursor({ after: lastSeq }),
          complete_after: yield* missingSince(since),
        };
      }),
  ),
  liveEvents: handle(contract.liveEvents, ({ query: { path }, caller }) =>
    Effect.gen(function* () {
      const within = yield* subtrees(path, caller);
      // What has happened until now belongs to what was.
      yield* Effect.flatMap(Supervision, ({ recorded }) => recorded);
      return Stream.map(yield* liveOf(within), printedEntry);
    }),
  ),
});
