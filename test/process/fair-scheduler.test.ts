import { Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { FairScheduler } from "../../src/adapters/node/eventLoop/FairScheduler.ts";

/** Hold the event loop for a millisecond. */
const labour = Effect.sync(() => {
  const until = performance.now() + 1;
  while (performance.now() < until);
});

const run = <A>(effect: Effect.Effect<A>) => Effect.runFork(effect, { scheduler: new FairScheduler() });

/** Resolves in the next turn of the event loop. */
const nextTurn = () => new Promise<void>((resume) => setImmediate(resume));

describe("the scheduler of the daemon's fibers", () => {
  it("yields to the event loop while one fiber works for long", async () => {
    const fiber = run(Effect.as(Effect.repeatN(labour, 199), "done"));
    await nextTurn();
    expect(fiber.unsafePoll()).toBeNull();
    expect(await Effect.runPromise(Fiber.join(fiber))).toBe("done");
  });

  it("yields to it while many fibers work briefly", async () => {
    const each = Effect.zipRight(Effect.yieldNow(), labour);
    const fiber = run(Effect.forEach(Array.from({ length: 200 }), () => each, { concurrency: "unbounded" }));
    await nextTurn();
    expect(fiber.unsafePoll()).toBeNull();
    expect(await Effect.runPromise(Fiber.join(fiber))).toHaveLength(200);
  });

  it("resumes fibers in the order in which they were woken", async () => {
    const woken: Array<number> = [];
    const waiter = (number: number) =>
      Effect.zipRight(
        Effect.async<void>((resume) => void setImmediate(() => resume(Effect.void))),
        Effect.sync(() => woken.push(number)),
      );
    const all = Effect.forEach([1, 2, 3], waiter, { concurrency: "unbounded", discard: true });
    await Effect.runPromise(Fiber.join(run(all)));
    expect(woken).toEqual([1, 2, 3]);
  });
});
