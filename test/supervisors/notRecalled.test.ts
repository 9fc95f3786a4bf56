// What was stored of the children and can't be read was taken for "nothing stored" without a word.
import { Effect } from "effect";
import { expect, it } from "vitest";
import { onMachine, pass, written } from "./machine.ts";

it("a daemon that can't read what its predecessor stored of the children says so, and adopts them", async () => {
  const found = await onMachine((machine) =>
    Effect.gen(function* () {
      const first = yield* machine.daemon("children: { web: { command: sleep } }");
      yield* pass(60_000);
      yield* written;
      yield* first.die;
      machine.loseMemory();
      const next = yield* machine.daemon("children: { web: { command: sleep } }");
      yield* pass(60_000);
      yield* written;
      const entries = yield* machine.journal.read({});
      const { children } = yield* next.supervision.status();
      return {
        alarms: entries.flatMap((entry) =>
          entry.type === "alarm" && entry.alarm === "journal" ? [entry.reason] : [],
        ),
        web: children.map((child) => child.kind === "service" && [child.state, child.run]),
      };
    }),
  );
  expect(found).toEqual({
    alarms: expect.arrayContaining([
      "what the last daemon stored about the children can't be read, so their restarts are counted anew: unreadable",
      "which runs have begun and not ended can't be read, so the history may lack their ends: unreadable",
    ]),
    web: [["running", 1]],
  });
});
