import { Effect, Fiber } from "effect";
import { expect, it } from "vitest";
import { JournalError } from "../../src/domain/Errors.ts";
import { onMachine, pass, written } from "./machine.ts";

// A journal that failed in the last moment made the hand-over fail after everything had been let go of: the daemon
// stayed in charge, deaf, and not even `down` ended it.
it("a hand-over that is agreed comes about, and what could not be written any more is found by the next daemon", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const yaml =
        "defaults: { min_uptime: 0 }\nchildren: { a: { command: a, restart: temporary }, b: { command: b } }";
      let standing: "well" | "agreed" = "well";
      const old = yield* machine.daemon(yaml, {
        journalled: (batch, write) =>
          Effect.suspend(() => {
            if (standing === "agreed") return new JournalError({ message: "the disk is full" });
            if (!batch.entries.some((entry) => entry.type === "daemon")) return write;
            standing = "agreed";
            return Effect.zipRight(write, machine.exit("a", { code: 3 }));
          }),
      });
      yield* written;
      yield* old.supervision.handOver(Effect.void);
      yield* old.die;
      const next = yield* machine.daemon(yaml);
      yield* pass(1000);
      expect(yield* next.states).toBe("running, a failed, b running");
      expect(machine.violations).toEqual([]);
    }),
  ));

// The next daemon found a tree that was wanted, and started what had been stopped.
it("a tree that is being stopped for good is not handed over", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon(
        "children: { slow: { command: s, min_uptime: 0 } }",
      );
      const ending = yield* Effect.fork(supervision.shutdown("in_order", "user:me"));
      yield* pass(1000);
      expect(yield* Effect.either(supervision.handOver(Effect.void))).toMatchObject({
        left: { _tag: "NotPossible" },
      });
      yield* pass(5000);
      yield* Fiber.join(ending);
      expect(yield* states).toBe("stopped, slow stopped");
    }),
  ));
