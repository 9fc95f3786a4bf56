import { Duration, Effect, type Scope } from "effect";
import { Sampler, type Usage } from "../../src/ports/machine/Sampler.ts";

/** For how long a reading is valid, in ms: CPU over a shorter window says little. */
const goodFor = 500;

/** How often usage is read without a request, so that a first request shows recent usage, not that since the start. */
const readEvery = Duration.seconds(10);

/** The same where memory is limited, whose samples are counted. */
const sampleEvery = Duration.seconds(5);

/** The usage of the runs of a tree, by the pid of their first process. */
export type UsageByPid = ReadonlyMap<number, Usage>;

interface Options {
  readonly pids: () => ReadonlyArray<number>;
  /** Monotonic ms. */
  readonly monotonic: () => number;
  /** Whether anything in the tree has a limit of memory. */
  readonly isLimited: () => boolean;
  /** Called with each reading that was made because of the interval. */
  readonly sampled: (usage: UsageByPid) => void;
}

/**
 * The usage of a tree's processes, read for all of them at once: periodically by one fiber, and by a request if the
 * last reading is too old. Concurrent requests share a reading.
 */
export const makeUsage = ({
  pids,
  monotonic,
  isLimited,
  sampled,
}: Options): Effect.Effect<Effect.Effect<UsageByPid>, never, Sampler | Scope.Scope> =>
  Effect.gen(function* () {
    const sampler = yield* Sampler;
    const oneAtATime = yield* Effect.makeSemaphore(1);
    let latest: UsageByPid = new Map();
    /** The processes of the last reading, including those that had exited. */
    let read: ReadonlySet<number> = new Set();
    let readAt = Number.NEGATIVE_INFINITY;

    const isGood = (): boolean => monotonic() - readAt < goodFor && pids().every((pid) => read.has(pid));
    const readAll = Effect.gen(function* () {
      const all = pids();
      latest = yield* sampler.sample(all);
      read = new Set(all);
      readAt = monotonic();
    });
    const readUnlessGood = oneAtATime.withPermits(1)(
      Effect.suspend(() => (isGood() ? Effect.void : readAll)),
    );
    const sample = Effect.tap(readUnlessGood, () => Effect.sync(() => sampled(latest)));
    const pause = Effect.suspend(() => Effect.sleep(isLimited() ? sampleEvery : readEvery));
    yield* Effect.forkScoped(Effect.forever(Effect.zipRight(pause, sample)));
    return Effect.suspend(() =>
      isGood() ? Effect.succeed(latest) : Effect.map(readUnlessGood, () => latest),
    );
  });
