import { Deferred, Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { Semaphore } from "../../src/adapters/node/process/Semaphore.ts";

/** Effects that take a permit, each until it is told to finish. */
const holders = (semaphore: Semaphore, count: number) =>
  Effect.gen(function* () {
    const running: Array<number> = [];
    const fibers = yield* Effect.forEach(
      Array.from({ length: count }, (_, index) => index),
      (name) =>
        Effect.gen(function* () {
          const done = yield* Deferred.make<void>();
          const hold = Effect.sync(() => void running.push(name)).pipe(Effect.andThen(Deferred.await(done)));
          const fiber = yield* Effect.fork(semaphore.withPermit(hold));
          yield* Effect.yieldNow();
          return { fiber, finish: Deferred.succeed(done, undefined) };
        }),
    );
    return { running, fibers };
  });

const settle = Effect.promise(() => new Promise((resolve) => setImmediate(resolve)));

describe("a semaphore", () => {
  it("runs as many effects at once as it has permits, and the others in order of arrival", () =>
    Effect.gen(function* () {
      const { running, fibers } = yield* holders(new Semaphore(2), 4);
      yield* settle;
      expect(running).toEqual([0, 1]);
      yield* fibers[1]?.finish ?? Effect.void;
      yield* settle;
      expect(running).toEqual([0, 1, 2]);
      yield* fibers[0]?.finish ?? Effect.void;
      yield* settle;
      expect(running).toEqual([0, 1, 2, 3]);
    }).pipe(Effect.scoped, Effect.runPromise));

  it("loses no permit when a waiting or a running effect is interrupted", () =>
    Effect.gen(function* () {
      const semaphore = new Semaphore(1);
      const { running, fibers } = yield* holders(semaphore, 3);
      yield* settle;
      if (fibers[1]) yield* Fiber.interrupt(fibers[1].fiber);
      if (fibers[0]) yield* Fiber.interrupt(fibers[0].fiber);
      yield* settle;
      expect(running).toEqual([0, 2]);
      yield* fibers[2]?.finish ?? Effect.void;
      yield* semaphore.idle;
      yield* semaphore.withPermit(Effect.void);
    }).pipe(Effect.scoped, Effect.runPromise));

  it("is idle when nothing runs or waits", () =>
    Effect.gen(function* () {
      const semaphore = new Semaphore(1);
      const { fibers } = yield* holders(semaphore, 2);
      const idle = yield* Effect.fork(semaphore.idle);
      yield* fibers[0]?.finish ?? Effect.void;
      yield* settle;
      expect(idle.unsafePoll()).toBeNull();
      yield* fibers[1]?.finish ?? Effect.void;
      yield* Fiber.join(idle);
    }).pipe(Effect.scoped, Effect.runPromise));

  it("wakes each of a thousand waiters once", () =>
    Effect.gen(function* () {
      const semaphore = new Semaphore(8);
      let served = 0;
      yield* Effect.forEach(
        Array.from({ length: 1000 }),
        () =>
          semaphore.withPermit(
            Effect.zipRight(
              settle,
              Effect.sync(() => (served += 1)),
            ),
          ),
        { concurrency: "unbounded", discard: true },
      );
      expect(served).toBe(1000);
    }).pipe(Effect.runPromise));
});
