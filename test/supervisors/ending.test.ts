import { Effect, Fiber } from "effect";
import { expect, it } from "vitest";
import { onMachine, pass } from "./machine.ts";

const by = { by: "user:me", wait: true };
const tree = "defaults: { min_uptime: 0 }\nchildren: { slow: { command: s }, b: { command: b } }";

// A restart of the whole tree, or a start that waits for its stop, started it once more beside `down`.
it.each(["restart", "start"] as const)("the tree is stopped for good beside a %s of it", (verb) =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon(tree);
      if (verb === "start") yield* Effect.fork(supervision.stop("", by));
      yield* pass(1000);
      const asking = yield* Effect.fork(Effect.either(supervision[verb]("", by)));
      yield* pass(1000);
      const ending = yield* Effect.fork(supervision.shutdown("in_order", "user:me"));
      const runs = machine.runs.length;
      yield* pass(5000);
      yield* Fiber.join(ending);
      expect(yield* states).toBe("stopped, slow stopped, b stopped");
      expect(machine.runs.length).toBe(runs);
      expect(yield* Fiber.join(asking)).toMatchObject({ left: { reason: "supervisor_down" } });
    }),
  ),
);

it("a supervisor whose time to stop is over has all that is left of it killed", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon(`
defaults: { min_uptime: 0, stop: { timeout: 1h } }
children:
  web:
    shutdown: 2s
    children: { quick: { command: q }, deaf-1: { command: d }, deaf-2: { command: d } }
`);
      yield* pass(100);
      const stopping = yield* Effect.fork(supervision.stop("web", by));
      yield* pass(1900);
      expect(yield* states).toBe(
        "running, web stopping, web/quick running, web/deaf-1 running, web/deaf-2 stopping",
      );
      yield* pass(200);
      yield* Fiber.join(stopping);
      expect(yield* states).toBe(
        "running, web stopped, web/quick stopped, web/deaf-1 stopped, web/deaf-2 stopped",
      );
      const ends = machine.runs.map(({ path, end }) => [path, end?.exit]);
      expect(Object.fromEntries(ends)).toEqual({
        "web/quick": { signal: "SIGKILL" },
        "web/deaf-1": { signal: "SIGKILL" },
        "web/deaf-2": { signal: "SIGKILL" },
      });
    }),
  ));
