import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import { type ChildPath, join } from "../../src/domain/tree/ChildPath.ts";
import type { ChildSpec } from "../../src/domain/tree/ChildSpec.ts";
import { childStates } from "../../src/domain/tree/State.ts";
import * as growing from "../commands/growing.ts";
import { isUp, type SupervisorNode, wantedOf } from "../node/node.ts";
import { hasChildren } from "../node/traits.ts";
import type { CommandOptions } from "../Supervision.ts";
import { until } from "../tree/sendAndAwait.ts";
import { nodeAt } from "../tree/tree.ts";
import { bringUp, checkUp, isHeldDown, liftUp, wasDown } from "./bringUp.ts";
import { how, type Work } from "./work.ts";

/** Put a declared child into the tree, and start it where its supervisor runs. */
export const plant = (
  work: Work,
  path: ChildPath,
  options: CommandOptions,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const { tree, declared } = work;
    const spec = declared.at(path);
    const parent = nodeAt(tree, declared.parentOf(path));
    if (spec && parent && hasChildren(parent)) yield* plantUnder(work, parent, spec, options);
  });

export const plantUnder = (
  work: Work,
  parent: SupervisorNode,
  spec: ChildSpec,
  options: CommandOptions,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const { tree, before } = work;
    const path = join(parent.path, spec.id);
    if (before?.has(path)) {
      yield* plantAgain(work, parent, spec, options);
    } else if (isUp(parent) && spec.autostart) {
      yield* growing.add(tree, parent, spec, options);
      yield* checkUp(work, path);
    } else {
      yield* growing.enrol(tree, parent, spec, options);
    }
  });

const downStates = childStates.filter((state) => state !== "running" && state !== "starting");

/**
 * Make a child anew on the way back, wanted as it was, and all under it. Its supervisor tries it, and keeps it where
 * that fails, because it may have failed before; but one that is about to be stopped starts nothing any more.
 */
const plantAgain = (work: Work, parent: SupervisorNode, spec: ChildSpec, options: CommandOptions) =>
  Effect.gen(function* () {
    const made = join(parent.path, spec.id);
    if (isHeldDown(parent)) yield* until(parent, downStates);
    const isLeftAlone = isUp(parent) && wasDown(work, made);
    const wanted = (path: ChildPath) =>
      isLeftAlone && path === made ? "down" : work.before?.get(path)?.wanted;
    yield* growing.enrol(work.tree, parent, spec, { ...options, wanted });
    const isTried = nodeAt(work.tree, made)?.state === "starting";
    yield* isTried ? bringUp(work, made, options) : liftUp(work, made);
  });

/** Take a child out of the tree. It is wanted as it was until then, by the next daemon if this one is killed. */
export const uproot = (work: Work, path: ChildPath, because: string): Effect.Effect<void, NotPossible> => {
  const node = nodeAt(work.tree, path);
  return node
    ? Effect.asVoid(growing.remove(work.tree, node, how(work, because), wantedOf(node)))
    : Effect.void;
};
