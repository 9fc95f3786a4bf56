import { Chunk, Effect, Layer, Option, Runtime, Stream } from "effect";
import { type ChildPath, isWithin } from "../../domain/ChildPath.ts";
import { BadSearch, type LogLine, type LogQuery, LogStore, type Place } from "../../ports/LogStore.ts";
import { type OutputOptions, OutputStore } from "./output/OutputStore.ts";
import { Reading } from "./output/Reading.ts";

/** A search fails by its expression or not at all: anything else is a defect. */
const badSearch = (error: unknown): BadSearch => {
  if (error instanceof BadSearch) return error;
  throw error;
};

const next = (reading: Reading): Effect.Effect<ReadonlyArray<LogLine> | null, BadSearch> =>
  Effect.tryPromise({ try: () => reading.next(), catch: badSearch });

const open = (
  store: OutputStore,
  query: LogQuery,
  how: "to its end" | "for ever",
): Effect.Effect<Reading, BadSearch> =>
  Effect.tryPromise({
    try: async () => {
      const reading = new Reading(query);
      for (const child of await store.children(query)) await reading.include(child, how);
      return reading;
    },
    catch: badSearch,
  });

const read = (store: OutputStore, query: LogQuery): Stream.Stream<LogLine, BadSearch> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const reading = yield* open(store, query, "to its end");
      return Stream.repeatEffectChunkOption(
        next(reading).pipe(
          Effect.mapError(Option.some),
          Effect.flatMap((lines) =>
            lines === null ? Effect.fail(Option.none()) : Effect.succeed(Chunk.unsafeFromArray(lines)),
          ),
        ),
      );
    }),
  );

/** Succeeds as soon as there is something that was not there at `version`. */
const growthSince = (store: OutputStore, version: number): Effect.Effect<void> =>
  Effect.async((resume) => {
    if (store.version !== version) return resume(Effect.void);
    const stop = store.onGrowth(() => {
      stop();
      resume(Effect.void);
    });
    return Effect.sync(stop);
  });

const opening = (
  store: OutputStore,
  query: LogQuery,
  places: ReadonlyMap<ChildPath, number> | null,
): Effect.Effect<Reading, BadSearch> => {
  if (places === null) {
    const past = query.last === undefined && query.after === undefined ? { ...query, last: 0 } : query;
    return open(store, past, "for ever");
  }
  return Effect.tryPromise({
    try: async () => {
      const reading = new Reading(query, places);
      // Also those that have ended, and that this daemon has nothing to do with: not all may have been told.
      const left = [...places.keys()].filter((path) => query.within.some((one) => isWithin(one, path)));
      await store.children({ within: [...query.within, ...left] });
      return reading;
    },
    catch: badSearch,
  });
};

const followFrom = (
  store: OutputStore,
  places: ReadonlyMap<ChildPath, number> | null,
  query: LogQuery,
): Stream.Stream<LogLine | Place, BadSearch> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const reading = yield* opening(store, query, places);
      const more: Effect.Effect<ReadonlyArray<LogLine | Place>, BadSearch> = Effect.gen(function* () {
        const { version } = store;
        for (const child of store.known(query)) reading.join(child);
        const begun = reading.begun();
        if (begun.length > 0) return begun;
        const lines = yield* next(reading);
        if (lines !== null) return lines;
        yield* growthSince(store, version);
        return [];
      });
      return Stream.repeatEffectChunk(Effect.map(more, Chunk.unsafeFromArray));
    }),
  );

const isLine = (found: LogLine | Place): found is LogLine => "seq" in found;

/** The output of the runs of a home, kept in its files. */
export const layer = (options: OutputOptions): Layer.Layer<LogStore> =>
  Layer.scoped(
    LogStore,
    Effect.map(
      Effect.acquireRelease(
        Effect.promise(() => OutputStore.open(options)),
        (store) => Effect.promise(() => store.close()),
      ),
      (store) => ({
        track: (run) =>
          Effect.flatMap(Effect.runtime<never>(), (runtime) => {
            const { signal = () => Effect.void } = run;
            return Effect.promise(() =>
              store.track(run, (name) => Runtime.runPromise(runtime)(signal(name))),
            );
          }),
        drained: (run) => Effect.promise(() => store.drained(run)),
        alarms: Stream.asyncPush<string>((emit) =>
          Effect.sync(() => store.onAlarm((reason) => emit.single(reason))),
        ),
        lag: Effect.sync(() => store.lag()),
        read: (query) => read(store, query),
        follow: (query) => Stream.filter(followFrom(store, null, query), isLine),
        followFrom: (places, query) => followFrom(store, places, query),
      }),
    ),
  );
