/**
 * `up --detach` told of children that were "starting": a tree that is taken up is running, though some of its children
 * are in the middle of their start, and it did not wait for them.
 */
import { Effect, Fiber } from "effect";
import { expect, it } from "vitest";
import { onMachine, pass, written } from "./machine.ts";

it("a tree that was taken up is settled once the starts that were under way are over", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const yaml = "children: { a: { command: a, min_uptime: 3s } }";
      const old = yield* machine.daemon(yaml);
      yield* pass(1000);
      yield* Effect.andThen(written, old.die);
      const next = yield* machine.daemon(yaml);
      const settled = yield* Effect.fork(next.supervision.settled);
      yield* pass(500);
      expect((yield* Fiber.poll(settled))._tag).toBe("None");
      yield* pass(2000);
      yield* settled.await;
      expect((yield* next.supervision.status()).children[0]?.state).toBe("running");
    }),
  ));
