import { Deferred, Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { Gate } from "../../src/adapters/node/process/gate.ts";

/** People who pass a gate, each until it is told to leave. */
const crowd = (gate: Gate, count: number) =>
  Effect.gen(function* () {
    const inside: Array<number> = [];
    const people = yield* Effect.forEach(
      Array.from({ length: count }, (_, index) => index),
      (name) =>
        Effect.gen(function* () {
          const done = yield* Deferred.make<void>();
          const stay = Effect.sync(() => void inside.push(name)).pipe(Effect.andThen(Deferred.await(done)));
          const fiber = yield* Effect.fork(gate.pass(stay));
          yield* Effect.yieldNow();
          return { fiber, leave: Deferred.succeed(done, undefined) };
        }),
    );
    return { inside, people };
  });

const settle = Effect.promise(() => new Promise((resolve) => setImmediate(resolve)));

describe("a gate", () => {
  it("lets so many pass at once, and the others in the order of their coming", () =>
    Effect.gen(function* () {
      const { inside, people } = yield* crowd(new Gate(2), 4);
      yield* settle;
      expect(inside).toEqual([0, 1]);
      yield* people[1]?.leave ?? Effect.void;
      yield* settle;
      expect(inside).toEqual([0, 1, 2]);
      yield* people[0]?.leave ?? Effect.void;
      yield* settle;
      expect(inside).toEqual([0, 1, 2, 3]);
    }).pipe(Effect.scoped, Effect.runPromise));

  it("loses no place when one who waits, or one inside, is interrupted", () =>
    Effect.gen(function* () {
      const gate = new Gate(1);
      const { inside, people } = yield* crowd(gate, 3);
      yield* settle;
      if (people[1]) yield* Fiber.interrupt(people[1].fiber);
      if (people[0]) yield* Fiber.interrupt(people[0].fiber);
      yield* settle;
      expect(inside).toEqual([0, 2]);
      yield* people[2]?.leave ?? Effect.void;
      yield* gate.empty;
      yield* gate.pass(Effect.void);
    }).pipe(Effect.scoped, Effect.runPromise));

  it("is empty when nobody is inside or in line any more", () =>
    Effect.gen(function* () {
      const gate = new Gate(1);
      const { people } = yield* crowd(gate, 2);
      const empty = yield* Effect.fork(gate.empty);
      yield* people[0]?.leave ?? Effect.void;
      yield* settle;
      expect(empty.unsafePoll()).toBeNull();
      yield* people[1]?.leave ?? Effect.void;
      yield* Fiber.join(empty);
    }).pipe(Effect.scoped, Effect.runPromise));

  it("passes a thousand in line, each woken once", () =>
    Effect.gen(function* () {
      const gate = new Gate(8);
      let passed = 0;
      yield* Effect.forEach(
        Array.from({ length: 1000 }),
        () =>
          gate.pass(
            Effect.zipRight(
              settle,
              Effect.sync(() => (passed += 1)),
            ),
          ),
        { concurrency: "unbounded", discard: true },
      );
      expect(passed).toBe(1000);
    }).pipe(Effect.runPromise));
});
