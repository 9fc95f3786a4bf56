import { Effect, type Fiber, FiberId, Runtime } from "effect";
import type { ActorOptions, AnyActorLogic } from "xstate";

/** XState's interface for timers. */
export type MachineClock = NonNullable<ActorOptions<AnyActorLogic>["clock"]>;

/** Reads of Effect's clock that need no fiber, for the times of events. */
export interface Now {
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  /** Wall time, ISO 8601 in UTC. */
  readonly wall: () => string;
}

/** Both interfaces to the same clock: timers for the charts, and timestamps for their events. */
export const clockOf = (
  runtime: Runtime.Runtime<never>,
): Effect.Effect<{ readonly timers: MachineClock; readonly now: Now }> =>
  Effect.map(Effect.clock, (clock) => {
    const now: Now = {
      monotonic: () => Number(clock.unsafeCurrentTimeNanos() / 1000n) / 1000,
      wall: () => new Date(clock.unsafeCurrentTimeMillis()).toISOString(),
    };
    return { timers: timersOn(runtime, now), now };
  });

/** `setTimeout` takes at most 24.8 days, and Effect takes a longer sleep for one without an end. */
const longestSleepMs = 86_400_000;

/** Sleep for this long, in pieces: a limit of the runtime may be months away. */
const sleep = (ms: number, now: Now): Effect.Effect<void> => {
  if (ms <= longestSleepMs) return Effect.sleep(ms);
  const due = now.monotonic() + ms;
  return Effect.andThen(
    Effect.sleep(longestSleepMs),
    Effect.suspend(() => sleep(due - now.monotonic(), now)),
  );
};

/**
 * XState's clock on Effect's: a timer is a fiber that sleeps, so `TestClock.adjust` drives restarts,
 * schedules and deadlines alike. (XState's own SimulatedClock skips chained timers.)
 */
const timersOn = (runtime: Runtime.Runtime<never>, now: Now): MachineClock => {
  const running = new Map<number, Fiber.RuntimeFiber<void>>();
  let last = 0;
  return {
    setTimeout: (run, ms) => {
      const id = ++last;
      const timer = sleep(ms, now).pipe(
        Effect.andThen(
          Effect.sync(() => {
            running.delete(id);
            run();
          }),
        ),
      );
      running.set(id, Runtime.runFork(runtime)(timer));
      return id;
    },
    clearTimeout: (id: number) => {
      running.get(id)?.unsafeInterruptAsFork(FiberId.none);
      running.delete(id);
    },
  };
};
