// The end of a run that no daemon had seen was recorded again by each daemon that followed, if the tree was started anew: the slot of a
// job is not started with the tree, and its memory still had the run as one that goes.
import { Effect } from "effect";
import { expect, it } from "vitest";
import { makeLedger } from "../../src/adapters/memory/Ledger.ts";
import { onMachine, pass, written } from "./machine.ts";

const tree = "children:\n  a: { command: a, schedule: manual }\n";

it("the run of a job that ended without a daemon ends once, however many daemons start the tree anew", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const ledger = makeLedger();
      const first = yield* machine.daemon(tree, { ledger });
      const control = yield* first.supervision.jobs;
      yield* control.run("a", { by: "user:ann", parameters: {} });
      yield* pass(5_000);
      expect(machine.live()).toEqual(["a#1 1"]);
      yield* first.die;
      yield* machine.exit("a#1", { code: 3 });
      yield* pass(5_000);
      // Without the memory of its root, a tree is started anew.
      machine.makeForeign("");
      for (let again = 0; again < 2; again += 1) {
        const next = yield* machine.daemon(tree, { ledger });
        yield* written;
        yield* next.die;
      }
      const ofSlot = (yield* machine.journal.read({ within: "a#1" })).flatMap((entry) =>
        entry.type === "transition" ? [`${entry.from} → ${entry.to} (${entry.reason})`] : [],
      );
      expect(ofSlot).toEqual([
        "stopped → starting (started by manual)",
        "starting → running (alive)",
        "running → stopped (exit code 3; recorded by the next daemon)",
      ]);
      const { runs } = yield* machine.history.page({ within: ["a"], limit: 99 });
      expect(runs.map(({ id, outcome, code }) => [id, outcome, code])).toEqual([["a#1@1", "failed", 3]]);
      const { memories } = yield* machine.journal.recall;
      expect(memories.find(({ path }) => path === "a#1")).toMatchObject({
        ...{ state: "stopped", run: 1, stop: null, standing: null },
        lastExit: { run: 1, code: 3 },
      });
    }),
  ));
