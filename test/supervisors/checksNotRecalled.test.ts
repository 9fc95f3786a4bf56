// What was stored of checks and can't be read was taken for "no checks" without a word.
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { type Machine, onMachine, pass, written } from "./machine.ts";

const tree = "children: { backup: { check: { every: 1h } } }";

/** The alarms of a daemon that can't read what its predecessor stored. */
const alarmsAfter = (lose: (machine: Machine) => void) =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const first = yield* machine.daemon(tree);
      yield* first.supervision.checkIn("backup", {
        claimed: null,
        kind: "success",
        exit: null,
        id: null,
        body: null,
        bodySize: 0,
        by: "system",
      });
      yield* pass(60_000);
      yield* written;
      yield* first.die;
      lose(machine);
      yield* machine.daemon(tree);
      yield* written;
      const entries = yield* machine.journal.read({});
      return entries.flatMap((entry) => (entry.type === "alarm" ? [entry.reason] : []));
    }),
  );

describe("checks that the next daemon can't read", () => {
  it("raise an alarm with their names", async () => {
    expect(await alarmsAfter((machine) => machine.makeForeign("backup"))).toContain(
      "what the last daemon stored about the checks backup can't be read by this version; they begin as new",
    );
  });

  it("raise an alarm if none of them can be read", async () => {
    expect(await alarmsAfter((machine) => machine.loseMemory())).toContain(
      "what was stored about the checks can't be read, so they begin as new: unreadable",
    );
  });

  it("raise none if there is nothing to lose", async () => {
    expect(await alarmsAfter(() => undefined)).toEqual([]);
  });
});
