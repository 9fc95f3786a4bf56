import { Effect, TestClock, TestContext } from "effect";
import { expect, it } from "vitest";
import { Sampler } from "../../src/ports/machine/Sampler.ts";
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
            {
              cpu: readings.length,
              cpuSeconds: 0,
              memory: pid,
              descendants: 0,
              openFiles: null,
              readBytes: null,
              writtenBytes: null,
            },
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
    readonly limited: Array<string>;
  }) => Effect.Effect<A>,
): Promise<A> =>
  Effect.gen(function* () {
    const { readings, sampler } = counted();
    const pids = [1, 2];
    const samples: Array<number> = [];
    const limited: Array<string> = [];
    const clock = yield* Effect.clock;
    const usage = yield* Effect.provideService(
      makeUsage({
        pids: () => pids,
        monotonic: () => clock.unsafeCurrentTimeMillis(),
        isLimited: () => limited.length > 0,
        sampled: (usage) => samples.push(usage.size),
      }),
      Sampler,
      sampler,
    );
    return yield* body({ usage, readings, pids, samples, limited });
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

it("usage is read every 10 s though nobody asks, every 5 s where memory is limited; only that is a sample", () =>
  onVirtualTime(({ usage, readings, samples, limited }) =>
    Effect.gen(function* () {
      yield* settle;
      yield* TestClock.adjust("30 seconds");
      yield* settle;
      expect([readings.length, samples.length]).toEqual([3, 3]);
      limited.push("web");
      yield* TestClock.adjust("10 seconds");
      yield* settle;
      yield* TestClock.adjust("10 seconds");
      yield* settle;
      expect([readings.length, samples.length]).toEqual([6, 6]);
      yield* TestClock.adjust("2 seconds");
      yield* usage;
      expect([readings.length, samples.length], "a request makes no sample").toEqual([7, 6]);
    }),
  ));
