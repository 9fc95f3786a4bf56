import { Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { treeOf } from "../policy/trees.ts";
import { over, pass, running, runsOf, statesOf } from "./applyWorld.ts";

const by = { by: "user:test", wait: true };

/** A pool of replicas, and how it is updated. */
const pool = (command: string, replicas: number, update: string, rest = "min_uptime: 0") =>
  treeOf(
    `children: { pool: { command: ${command}, replicas: ${replicas}, update: { ${update} }, ${rest} } }`,
  );

const passSeconds = (seconds: number) => Effect.repeatN(pass(1000), seconds - 1);

describe("a change of replicas", () => {
  it("restarts as many side by side as `max_parallel` allows", () =>
    running(pool("one", 5, "max_parallel: 2", "min_uptime: 1s"), ({ world, apply }) =>
      Effect.gen(function* () {
        world.happened.length = 0;
        const applied = yield* apply(pool("two", 5, "max_parallel: 2", "min_uptime: 1s"));
        expect(applied.error).toBeNull();
        const batches = [0, 4, 8].map((first) => world.happened.slice(first, first + 4).sort());
        expect(batches).toEqual([
          ["start pool#1", "start pool#2", "stop pool#1", "stop pool#2"],
          ["start pool#3", "start pool#4", "stop pool#3", "stop pool#4"],
          ["start pool#5", "stop pool#5"],
        ]);
      }),
    ));

  it("goes on once each instance has run for `min_healthy_time`, new ones first", () =>
    running(pool("one", 2, "min_healthy_time: 10s"), ({ world, apply }) =>
      Effect.gen(function* () {
        world.happened.length = 0;
        const applying = yield* Effect.fork(apply(pool("two", 3, "min_healthy_time: 10s")));
        yield* passSeconds(8);
        expect(world.happened).toEqual(["start pool#3"]);
        yield* passSeconds(6);
        expect(world.happened.slice(1)).toEqual(["stop pool#1", "start pool#1"]);
        yield* passSeconds(10);
        expect(world.happened.slice(3)).toEqual(["stop pool#2", "start pool#2"]);
        expect((yield* Fiber.join(applying)).applied).toBe(true);
      }),
    ));

  it("has the time begin anew when an instance is restarted meanwhile", () =>
    running(pool("one", 2, "min_healthy_time: 10s"), ({ world, apply }) =>
      Effect.gen(function* () {
        const applying = yield* Effect.fork(apply(pool("two", 2, "min_healthy_time: 10s")));
        yield* passSeconds(8);
        world.happened.length = 0;
        world.live.get("pool#1")?.exit({ code: 1 });
        yield* passSeconds(8);
        expect(world.happened, "pool#2 is not touched yet").toEqual(["start pool#1"]);
        yield* passSeconds(6);
        expect(world.happened.slice(1)).toEqual(["stop pool#2", "start pool#2"]);
        expect((yield* Fiber.join(applying)).applied).toBe(true);
      }),
    ));

  it("brings everything back where an instance is not healthy within `healthy_deadline`", () => {
    const update = "min_healthy_time: 10s, healthy_deadline: 15s";
    const before = pool("one", 3, update);
    return running(before, ({ supervision, world, apply }) =>
      Effect.gen(function* () {
        const third = (yield* runsOf(supervision)).get("pool#3");
        const applying = yield* Effect.fork(apply(pool("two", 3, update)));
        yield* passSeconds(12);
        for (let second = 0; second < 12; second += 4) {
          world.live.get("pool#2")?.exit({ code: 1 });
          yield* passSeconds(4);
        }
        const { applied, error, restore_error } = yield* Fiber.join(applying);
        expect([applied, restore_error]).toEqual([false, null]);
        expect(error).toBe("pool#2 was not healthy for 10 s within 15 s (update.healthy_deadline)");
        expect((yield* supervision.plan(before)).steps).toEqual([]);
        const states = { pool: "running", "pool#1": "running", "pool#2": "running", "pool#3": "running" };
        expect(yield* statesOf(supervision)).toEqual(states);
        expect((yield* runsOf(supervision)).get("pool#3"), "its turn had not come").toBe(third);
      }),
    );
  });

  it("is in place where only the way of changing them does", () =>
    running(pool("one", 2, "max_parallel: 1"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        const before = yield* runsOf(supervision);
        const { steps } = yield* apply(pool("one", 2, "max_parallel: 2"));
        expect(steps.map(({ action, reason, class: asks }) => [action, reason, asks])).toEqual([
          ["update", "update.max_parallel changed: 1 → 2", "in_place"],
        ]);
        expect(yield* runsOf(supervision)).toEqual(before);
      }),
    ));
});

describe("an apply that waits for a child which is never ready", () => {
  const tree = (command: string) =>
    treeOf(`defaults: { ready: { log: ready } }
children: { a: { command: ${command} }, b: { command: b } }`);

  it("ends when a person stops the child, which stays down while everything else is brought back", () =>
    running(tree("one"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        const applying = yield* Effect.fork(apply(tree("silent")));
        yield* passSeconds(3);
        expect(yield* statesOf(supervision)).toEqual({ a: "starting", b: "running" });
        yield* over(Effect.orDie(supervision.stop("a", by)));
        const { applied, error, restore_error } = yield* Fiber.join(applying);
        expect([applied, restore_error]).toEqual([false, null]);
        expect(error).toBe("a did not come up: stopped (stopped by hand)");
        expect(yield* statesOf(supervision)).toEqual({ a: "stopped", b: "running" });
        expect((yield* supervision.plan(tree("one"))).steps).toEqual([]);
      }),
    ));

  it("ends when a person stops a child that it adds, which is dropped again", () => {
    const more = treeOf(`defaults: { ready: { log: ready } }
children: { a: { command: one }, b: { command: b }, c: { command: silent } }`);
    return running(tree("one"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        const applying = yield* Effect.fork(apply(more));
        yield* passSeconds(3);
        yield* over(Effect.orDie(supervision.stop("c", by)));
        const { error } = yield* Fiber.join(applying);
        expect(error).toBe("c was not added: stopped by hand");
        expect(yield* statesOf(supervision)).toEqual({ a: "running", b: "running" });
      }),
    );
  });
});
