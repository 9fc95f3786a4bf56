import { Chunk, Effect, Layer, Option, Runtime, Stream } from "effect";
import type { LogLine, Place } from "../../domain/LogLine.ts";
import type { SearchFrame } from "../../domain/LogSearch.ts";
import { type ChildPath, isWithin } from "../../domain/tree/ChildPath.ts";
import { CrashPoints } from "../../ports/home/CrashPoints.ts";
import {
  BadSearch,
  type LogQuery,
  type LogSearch,
  type LogSelection,
  LogStore,
} from "../../ports/store/LogStore.ts";
import { type OutputOptions, OutputStore } from "./output/OutputStore.ts";
import { CountedChildren } from "./output/positions/CountedChildren.ts";
import { countByTime } from "./output/positions/countByTime.ts";
import { readWindow } from "./output/positions/readWindow.ts";
import { searchLines } from "./output/positions/searchLines.ts";
import { LogReader } from "./output/read/LogReader.ts";
import { pendingLines, type Shown } from "./output/read/pendingLines.ts";

/** A search can only fail because of its expression; anything else is a defect. */
const badSearch = (error: unknown): BadSearch => {
  if (error instanceof BadSearch) return error;
  throw error;
};

const next = (reading: LogReader): Effect.Effect<ReadonlyArray<LogLine> | null, BadSearch> =>
  Effect.tryPromise({ try: () => reading.next(), catch: badSearch });

const pendingIn = (
  store: OutputStore,
  query: LogQuery,
  shown?: Shown,
): Effect.Effect<ReadonlyArray<LogLine>, BadSearch> =>
  Effect.tryPromise({ try: () => pendingLines(store.openChildren(query), query, shown), catch: badSearch });

const open = (
  store: OutputStore,
  query: LogQuery,
  how: "to its end" | "for ever",
): Effect.Effect<LogReader, BadSearch> =>
  Effect.tryPromise({
    try: async () => {
      const reading = new LogReader(query);
      for (const child of await store.loadChildren(query)) await reading.include(child, how);
      return reading;
    },
    catch: badSearch,
  });

/** The stored lines that a query selects. */
const stored = (
  store: OutputStore,
  query: LogQuery,
): Effect.Effect<Stream.Stream<LogLine, BadSearch>, BadSearch> =>
  Effect.map(open(store, query, "to its end"), (reading) =>
    Stream.repeatEffectChunkOption(
      next(reading).pipe(
        Effect.mapError(Option.some),
        Effect.flatMap((lines) =>
          lines === null ? Effect.fail(Option.none()) : Effect.succeed(Chunk.unsafeFromArray(lines)),
        ),
      ),
    ),
  );

const newest = <One>(all: ReadonlyArray<One>, count: number): ReadonlyArray<One> =>
  all.slice(Math.max(0, all.length - count));

/** Stored lines, then pending ones, which are newer and count for `last`. */
const read = (store: OutputStore, query: LogQuery): Stream.Stream<LogLine, BadSearch> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const { last } = query;
      if (last === undefined)
        return Stream.concat(
          yield* stored(store, query),
          Stream.unwrap(Effect.map(pendingIn(store, query), Stream.fromIterable)),
        );
      const standing = newest(yield* pendingIn(store, query), last);
      const before = yield* stored(store, { ...query, last: last - standing.length });
      return Stream.concat(before, Stream.fromIterable(standing));
    }),
  );

/** Succeeds as soon as the store has changed since `version`. */
const untilGrowth = (store: OutputStore, version: number): Effect.Effect<void> =>
  Effect.async((resume) => {
    if (store.version !== version) return resume(Effect.void);
    const stop = store.onGrowth(() => {
      stop();
      resume(Effect.void);
    });
    return Effect.sync(stop);
  });

const openFollower = (
  store: OutputStore,
  query: LogQuery,
  places: ReadonlyMap<ChildPath, number> | null,
): Effect.Effect<LogReader, BadSearch> => {
  if (places === null) {
    const past = query.last === undefined && query.after === undefined ? { ...query, last: 0 } : query;
    return open(store, past, "for ever");
  }
  return Effect.tryPromise({
    try: async () => {
      const reading = new LogReader(query, places);
      // Also children that have ended and that this daemon does not supervise: the follower may not have all of their
      // lines.
      const left = [...places.keys()].filter((path) => query.within.some((one) => isWithin(one, path)));
      await store.loadChildren({ within: [...query.within, ...left] });
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
      const reading = yield* openFollower(store, query, places);
      const shown: Shown = new Map();
      const more: Effect.Effect<ReadonlyArray<LogLine | Place>, BadSearch> = Effect.gen(function* () {
        const { version } = store;
        for (const child of store.openChildren(query)) reading.join(child);
        const begun = reading.takeNewPlaces();
        if (begun.length > 0) return begun;
        const lines = yield* next(reading);
        if (lines !== null) return lines;
        const standing = yield* pendingIn(store, query, shown);
        if (standing.length > 0) return standing;
        yield* untilGrowth(store, version);
        return [];
      });
      return Stream.repeatEffectChunk(Effect.map(more, Chunk.unsafeFromArray));
    }),
  );

/** The selected children and no others, opened if need be. */
const selectedIn = async (store: OutputStore, selection: LogSelection) => {
  const named = new Set(selection.within);
  return (await store.loadChildren(selection)).filter(({ path }) => named.has(path));
};

/** Search a stretch whenever somebody wants more. */
const search = (
  store: OutputStore,
  counted: CountedChildren,
  wanted: LogSearch,
): Stream.Stream<SearchFrame, BadSearch> =>
  Stream.unwrap(
    Effect.tryPromise({
      try: async () => counted.of(await selectedIn(store, wanted), wanted),
      catch: badSearch,
    }).pipe(
      Effect.map((counts) =>
        Stream.flattenChunks(
          Stream.map(Stream.fromAsyncIterable(searchLines(counts, wanted), badSearch), Chunk.unsafeFromArray),
        ),
      ),
    ),
  );

const isLine = (found: LogLine | Place): found is LogLine => "seq" in found;

/** The output of a home's runs, kept in its files. */
export const layer = (options: OutputOptions): Layer.Layer<LogStore> => {
  const counted = new CountedChildren();
  return Layer.scoped(
    LogStore,
    Effect.map(
      Effect.acquireRelease(
        Effect.flatMap(CrashPoints, (crashPoint) =>
          Effect.promise(() => OutputStore.open(options, crashPoint)),
        ),
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
        runs: (within) =>
          Effect.promise(async () =>
            (await store.loadChildren({ within })).flatMap(({ path, archive }) =>
              archive.runs.map((run) => ({ path, run })),
            ),
          ),
        lag: Effect.sync(() => store.lag()),
        read: (query) => read(store, query),
        follow: (query) => Stream.filter(followFrom(store, null, query), isLine),
        followFrom: (places, query) => followFrom(store, places, query),
        window: (selection, target, size) =>
          Effect.promise(async () => {
            const children = await selectedIn(store, selection);
            const window = await readWindow(counted.of(children, selection), selection, target, size);
            const isLast = window.end === window.total;
            return { ...window, unfinished: isLast ? await pendingLines(children, selection) : [] };
          }),
        search: (wanted) => search(store, counted, wanted),
        histogram: (selection, buckets) =>
          Effect.promise(async () => {
            const children = await selectedIn(store, selection);
            return countByTime((one) => counted.of(children, one), selection, buckets);
          }),
      }),
    ),
  );
};
