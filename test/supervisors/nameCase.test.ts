import { Context, Effect, Layer } from "effect";
import { describe, expect, it } from "vitest";
import * as memoryRevisions from "../../src/adapters/memory/Revisions.ts";
import type { TreeFile, ValidFile } from "../../src/domain/tree/TreeFile.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { over } from "./applyWorld.ts";
import { onMachine, pass, validFile, written } from "./machine.ts";

const source = "/srv/test.yaml";
const plain = validFile("children: { web: { command: w }, other: { command: o } }", source);

/** A file of an earlier version, which took such names. */
const both: ValidFile = (() => {
  const { root } = plain.tree;
  const children = root.children.map((child) => (child.id === "other" ? { ...child, id: "Web" } : child));
  const tree = { ...plain.tree, root: { ...root, children } };
  return { ...plain, tree, formerly: () => tree };
})();

const invalid: TreeFile = { kind: "invalid", source, brief: "web and Web", full: "test.yaml is not valid" };
const how = { by: "user:me", source, message: "m" };
const byHand = { by: "user:me", wait: true };
const why = /their names differ in case only, and macOS would keep both in one folder; choose another name/;

// macOS keeps the runs of both in one folder: the second one failed to start, or took the first one's runs for its own.
describe("a child whose name differs from a sibling's in case only", () => {
  it("is not added by hand", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon("", { file: plain });
        yield* pass(1_000);
        const refused = yield* Effect.flip(supervision.add("", "WEB", { argv: ["x"] }, byHand));
        expect(refused).toMatchObject({ reason: "invalid_spec", message: expect.stringMatching(why) });
        expect(machine.live()).toEqual(["web 1", "other 1"]);
      }),
    ));

  it("is not added by an apply, not even in place of the other one", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon("", { file: plain });
        yield* pass(1_000);
        const applied = yield* supervision.apply(both.tree, how);
        expect(applied).toMatchObject({
          applied: false,
          error: expect.stringMatching(why),
          restore_error: null,
        });
        expect(machine.live()).toEqual(["web 1", "other 1"]);
      }),
    ));

  it("runs on where it ran before, is taken up by the next daemon, and does not keep others from a change", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const revisions = Context.get(yield* Layer.build(memoryRevisions.layer), Revisions);
        const old = yield* machine.daemon("", { file: both, revisions });
        yield* pass(1_000);
        yield* written;
        yield* old.die;
        const next = yield* machine.daemon("", { file: invalid, revisions });
        yield* pass(1_000);
        expect(machine.live()).toEqual(["web 1", "Web 1"]);
        const { root } = both.tree;
        const children = [...root.children, ...plain.tree.root.children.slice(1)];
        const tree = { ...both.tree, root: { ...root, children } };
        expect(yield* over(next.supervision.apply(tree, how))).toMatchObject({ applied: true });
        expect(machine.live()).toEqual(["web 1", "Web 1", "other 1"]);
      }).pipe(Effect.scoped),
    ));
});
