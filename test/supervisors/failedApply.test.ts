/**
 * F10: an apply that failed left no trace but transitions that read as if a person had asked for the way back, and
 * its answer did not have what the program had said.
 */
import { Effect } from "effect";
import { expect, it } from "vitest";
import * as memoryRevisions from "../../src/adapters/memory/Revisions.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { treeOf } from "../policy/trees.ts";
import { onMachine, pass, written } from "./machine.ts";

const by = { by: "user:me", wait: true };
const shop = (b: string) => `defaults: { min_uptime: 0 }
children: { a: { command: a }, ${b} }`;
const how = { ...by, source: "/srv/test.yaml", message: "a test" };
const store = Effect.provide(Revisions, memoryRevisions.layer);

it("an apply that fails is in the history, and its way back is the system's", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const revisions = yield* store;
      const { supervision } = yield* machine.daemon(shop("b: { command: b }"), { revisions });
      yield* pass(100);
      const wanted = treeOf(shop("b: { command: c }, absent: { command: x }"));
      const applied = yield* supervision.apply(wanted, how);
      expect(applied).toMatchObject({ applied: false, restore_error: null });
      expect(yield* Effect.orDie(revisions.failed)).toEqual([
        expect.objectContaining({
          ...{ by: "user:me", message: "a test", source: "/srv/test.yaml" },
          error: `${applied.error}; all changes were rolled back`,
        }),
      ]);
      expect(yield* Effect.orDie(revisions.list), "it is no revision").toHaveLength(1);
    }),
  ));

it("what is restarted on the way back was asked for by nobody, and is no automatic restart", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const before =
        "defaults: { min_uptime: 0 }\nchildren: { a: { command: a }, absent: { command: x, autostart: false } }";
      const { supervision } = yield* machine.daemon(before);
      yield* pass(100);
      const wanted = treeOf(
        "defaults: { min_uptime: 0 }\nchildren: { a: { command: z }, absent: { command: x, replicas: 1 } }",
      );
      const { error } = yield* supervision.apply(wanted, how);
      expect(error).toContain("did not come up");
      yield* written;
      const told = (yield* machine.journal.read({ within: "a" })).flatMap((entry) =>
        entry.type === "transition" ? [`${entry.to}: ${entry.reason} by ${entry.by}`] : [],
      );
      expect(told.slice(-4)).toEqual([
        "stopping: apply failed, brought back by system",
        "stopped: apply failed, brought back by system",
        "starting: apply failed, brought back by system",
        "running: alive by system",
      ]);
      const [a] = (yield* supervision.status()).children;
      expect(a).toMatchObject({ path: "a", restarts: 0 });
    }),
  ));

// F12, F21: the history said only the last part of the path.
it("a child that was added has its whole path in the history, and the folder of whoever has added it", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const revisions = yield* store;
      const { supervision } = yield* machine.daemon(shop("g: { children: {} }"), { revisions });
      yield* pass(100);
      yield* supervision.add("g", "extra", { argv: ["./x"] }, { ...by, wait: false, cwd: "/home/me" });
      yield* pass(100);
      expect((yield* Effect.orDie(revisions.list)).at(-1)?.message).toBe("g/extra was added");
      expect(machine.runs.at(-1)?.spec.cwd).toBe("/home/me");
      yield* supervision.add("g", "other", { argv: ["./y"] }, { ...by, wait: false });
      yield* pass(100);
      expect(machine.runs.at(-1)?.spec.cwd).toBe("/");
    }),
  ));
