import { Effect, TestClock, TestContext } from "effect";
import { expect, it } from "vitest";
import { Sampler } from "../../src/ports/Sampler.ts";
import { makeUsage } from "../../supervisors/view/usage.ts";
import { settle } from "./machine.ts";

/** A sampler that counts its readings, and what is asked of it. */
const counted = () => {
  const readings: Array<ReadonlyArray<number>> = [];
  const sampler = Sampler.of({
    sample: (pids) =>
      Effect.sync(() => {
        readings.push([...pids]);
        return new Map(
          pids.map((pid) => [
            pid,
            { cpu: readings.length, cpuSeconds: 0, memory: pid, descendants: 0, openFiles: null },
          ]),
        );
      }),
  });
  return { readings, sampler };
};

const onVirtualTime = <A>(
  body: (given: {
    readonly usage: Effect.Effect<ReadonlyMap<number, { readonly cpu: number }>>;
    readonly readings: ReadonlyArray<ReadonlyArray<number>>;
    readonly pids: Array<number>;
    readonly samples: ReadonlyArray<number>;
  }) => Effect.Effect<A>,
): Promise<A> =>
  Effect.gen(function* () {
    const { readings, sampler } = counted();
    const pids = [1, 2];
    const samples: Array<number> = [];
    const clock = yield* Effect.clock;
    const usage = yield* Effect.provideService(
      makeUsage({
        pids: () => pids,
        monotonic: () => clock.unsafeCurrentTimeMillis(),
        sampled: (usage) => samples.push(usage.size),
      }),
      Sampler,
      sampler,
    );
    return yield* body({ usage, readings, pids, samples });
  }).pipe(Effect.scoped, Effect.provide(TestContext.TestContext), Effect.runPromise);

// 26 % of the time of a status went into reading /proc before it was looked whether that had just been done.
it("all who ask within half a second share one reading, those who ask at once too", () =>
  onVirtualTime(({ usage, readings }) =>
    Effect.gen(function* () {
      yield* Effect.all([usage, usage, usage], { concurrency: "unbounded" });
      yield* TestClock.adjust(499);
      expect((yield* usage).get(1)).toMatchObject({ cpu: 1 });
      expect(readings).toEqual([[1, 2]]);
      yield* TestClock.adjust(1);
      expect((yield* usage).get(1)).toMatchObject({ cpu: 2 });
    }),
  ));

it("a process that was started since is read at once", () =>
  onVirtualTime(({ usage, readings, pids }) =>
    Effect.gen(function* () {
      yield* usage;
      pids.push(3);
      expect((yield* usage).has(3)).toBe(true);
      expect(readings).toHaveLength(2);
    }),
  ));

it("usage is read every 5 s though nobody asks, and each such reading is a sample", () =>
  onVirtualTime(({ usage, readings, samples }) =>
    Effect.gen(function* () {
      yield* settle;
      yield* TestClock.adjust("30 seconds");
      yield* settle;
      expect(readings).toHaveLength(6);
      expect(samples).toHaveLength(6);
      yield* TestClock.adjust("2 seconds");
      yield* usage;
      expect(readings).toHaveLength(7);
      expect(samples, "a request makes none").toHaveLength(6);
    }),
  ));
