import { Effect } from "effect";
import { expect, it } from "vitest";
import { onMachine, pass } from "./machine.ts";

const by = { by: "user:me", wait: true };
const tree = "defaults: { min_uptime: 0 }\nchildren: { slow: { command: s }, b: { command: b } }";

// Both wait for the same stop. The child was started as soon as that was over, and its node was taken out of the tree
// then, with a process that nobody supervised any more.
it.each([
  ["start", "remove"],
  ["remove", "start"],
  ["restart", "remove"],
  ["remove", "restart"],
] as const)("nothing of a removed child runs: %s, then %s, while it is being stopped", (one, other) =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon(tree);
      yield* Effect.fork(supervision.stop("slow", by));
      yield* pass(100);
      yield* Effect.fork(Effect.either(supervision[one]("slow", by)));
      yield* pass(100);
      yield* Effect.fork(Effect.either(supervision[other]("slow", by)));
      yield* pass(20_000);
      expect(yield* states).toBe("running, b running");
      expect(machine.live()).toEqual(["b 1"]);
    }),
  ),
);
