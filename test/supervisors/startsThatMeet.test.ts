/** A start that came while another one was under way used up a run number, though nothing was begun by it. */
import { Effect } from "effect";
import { expect, it } from "vitest";
import { onMachine, pass } from "./machine.ts";

it("starts that meet begin one run, and no number is left out", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision } = yield* machine.daemon("children:\n  a: { command: a, min_uptime: 0s }\n");
      yield* pass(1000);
      const me = { by: "cli:me", wait: true };
      yield* supervision.stop("a", me);
      const start = supervision.start("a", me);
      yield* Effect.all([start, start, start], { concurrency: "unbounded" });
      yield* supervision.restart("a", me);
      expect(machine.runs.map(({ run }) => run)).toEqual([1, 2, 3]);
    }),
  ));
