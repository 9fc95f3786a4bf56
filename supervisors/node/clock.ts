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
  Effect.map(Effect.clock, (clock) => ({
    timers: timersOn(runtime),
    now: {
      monotonic: () => Number(clock.unsafeCurrentTimeNanos() / 1000n) / 1000,
      wall: () => new Date(clock.unsafeCurrentTimeMillis()).toISOString(),
    },
  }));

/**
 * XState's clock on Effect's: a timer is a fiber that sleeps, so `TestClock.adjust` drives restarts,
 * schedules and deadlines alike. (XState's own SimulatedClock skips chained timers.)
 */
const timersOn = (runtime: Runtime.Runtime<never>): MachineClock => {
  const running = new Map<number, Fiber.RuntimeFiber<void>>();
  let last = 0;
  return {
    setTimeout: (run, ms) => {
      const id = ++last;
      const timer = Effect.sleep(ms).pipe(
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
