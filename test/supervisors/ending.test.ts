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
