// setTimeout takes at most 24.8 days, and Effect takes a longer sleep for one without an end: a max_runtime of two months
// never came.
import { Effect, TestClock, TestContext } from "effect";
import { expect, it } from "vitest";
import { clockOf } from "../../supervisors/node/views/clock.ts";
import { settle } from "./machine.ts";

const day = 86_400_000;

it("a timer of months is set in pieces that the runtime can take, and comes in time", () =>
  Effect.runPromise(
    Effect.gen(function* () {
      const { timers } = yield* clockOf(yield* Effect.runtime<never>());
      let rings = 0;
      timers.setTimeout(() => (rings += 1), 60 * day);
      const at = (ms: number) => Effect.zipRight(TestClock.setTime(ms), settle);
      yield* settle;
      expect(Math.max(...(yield* TestClock.sleeps()))).toBeLessThan(24.8 * day);
      // The machine may be late with a piece.
      yield* at(40.5 * day);
      yield* at(60 * day - 1);
      expect(rings).toBe(0);
      yield* at(60 * day);
      expect(rings).toBe(1);
    }).pipe(Effect.provide(TestContext.TestContext)),
  ));
