import { type Duration, Effect, Stream } from "effect";

/** A record that is written a little later than things happen, and how to hear of what happens. */
export interface LiveRecord<A, E, R> {
  /** The newest of what is written. */
  readonly written: Effect.Effect<ReadonlyArray<A>, E, R>;
  readonly live: Stream.Stream<A, never, R>;
  /** Longest time between happening and being written, and until the first listening has begun. */
  readonly delay: Duration.Duration;
  /** Whether this item has not been told yet; remembers it. */
  readonly isNew: (item: A) => boolean;
}

/**
 * What is written, then what happens, with nothing missing or twice in between: listening begins first, and
 * the record is read once everything that nobody listened to is in it.
 */
export const withoutGap = <A, E, R>({
  written,
  live,
  delay,
  isNew,
}: LiveRecord<A, E, R>): Stream.Stream<A, E, R> =>
  Stream.unwrapScoped(
    Effect.gen(function* () {
      const heard = yield* Stream.toQueueOfElements(live, { capacity: 65_536 });
      const before = Stream.fromIterableEffect(Effect.delay(written, delay));
      const after = Stream.flattenExitOption(Stream.fromQueue(heard));
      return Stream.filter(Stream.concat(before, after), isNew);
    }),
  );
