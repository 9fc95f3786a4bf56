import { Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { treeOf } from "../policy/trees.ts";
import { over, pass, running, statesOf } from "./applyWorld.ts";

const by = { by: "user:test", wait: true };

// A supervisor that was down was started again for any child under it, as if it had failed: `down` in the middle of
// an apply brought the tree up once more, and so did the stop of a supervisor.
describe("an apply that waits for a child which is never ready", () => {
  const tree = (command: string) =>
    treeOf(`defaults: { ready: { log: ready } }
children: { a: { command: a }, web: { children: { b: { command: ${command} }, c: { command: c } } } }`);

  it("ends when the whole tree is stopped, and starts nothing any more", () =>
    running(tree("one"), ({ supervision, world, apply }) =>
      Effect.gen(function* () {
        const applying = yield* Effect.fork(apply(tree("silent")));
        yield* pass(3000);
        world.happened.length = 0;
        yield* over(supervision.shutdown("in_order", "user:test"));
        const { applied, restore_error } = yield* Fiber.join(applying);
        expect([applied, restore_error]).toEqual([false, null]);
        yield* pass(10_000);
        expect((yield* supervision.status()).state).toBe("stopped");
        expect(world.happened).toEqual(["stop web/c", "stop web/b", "stop a"]);
      }),
    ));

  it("ends when a person stops its supervisor, which stays down, and comes up later with all its children", () =>
    running(tree("one"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        const applying = yield* Effect.fork(apply(tree("silent")));
        yield* pass(3000);
        yield* over(Effect.orDie(supervision.stop("web", by)));
        const { error, restore_error } = yield* Fiber.join(applying);
        expect(error).toBe("web/b did not come up: stopped (stopped by hand)");
        expect(restore_error).toBeNull();
        yield* pass(10_000);
        const down = { a: "running", web: "stopped", "web/b": "stopped", "web/c": "stopped" };
        expect(yield* statesOf(supervision)).toEqual(down);
        yield* over(Effect.orDie(supervision.start("web", by)));
        const up = { a: "running", web: "running", "web/b": "running", "web/c": "running" };
        expect(yield* statesOf(supervision)).toEqual(up);
      }),
    ));
});
