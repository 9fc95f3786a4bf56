import { Chunk, Effect, Option, Stream } from "effect";
import type { JournalEntry } from "../../src/domain/Event.ts";
import { root } from "../../src/domain/tree/ChildPath.ts";
import type { Journal } from "../../src/ports/store/Journal.ts";

/** A slow listener loses entries if too many wait; they are read from the journal instead. */
export const withoutGaps =
  (between: (after: number, before: number) => Stream.Stream<JournalEntry>) =>
  (told: Stream.Stream<JournalEntry>): Stream.Stream<JournalEntry> =>
    Stream.suspend(() => {
      let last: number | null = null;
      return Stream.flatMap(Stream.chunks(told), (chunk) => {
        const [before, next] = [last, Option.getOrNull(Chunk.head(chunk))?.seq ?? 0];
        last = Option.getOrNull(Chunk.last(chunk))?.seq ?? last;
        const coming = Stream.fromChunk(chunk);
        return before === null || next <= before + 1 ? coming : Stream.concat(between(before, next), coming);
      });
    });

/** The journal's entries between two numbers; none if it can't be read. */
export const entriesBetween = (
  page: (typeof Journal.Service)["page"],
  after: number,
  before: number,
): Stream.Stream<JournalEntry> =>
  Stream.paginateChunkEffect(after, (from) =>
    Effect.map(page({ after: from, within: [root] }), ({ entries, next }) => [
      Chunk.fromIterable(entries.filter(({ seq }) => seq < before)),
      next !== null && next < before ? Option.some(next) : Option.none(),
    ]),
  ).pipe(Stream.catchAll(() => Stream.empty));
