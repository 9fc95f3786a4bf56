import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import { type ChildPath, join } from "../../src/domain/tree/ChildPath.ts";
import type { ChildSpec } from "../../src/domain/tree/ChildSpec.ts";
import { childStates } from "../../src/domain/tree/State.ts";
import * as children from "../commands/children.ts";
import { isUp, type SupervisorNode, wantedOf } from "../node/node.ts";
import { hasChildren } from "../node/traits.ts";
import type { CommandOptions } from "../Supervision.ts";
import { until } from "../tree/sendAndAwait.ts";
import { nodeAt } from "../tree/tree.ts";
import { checkUp, ensureRunning, isHeldDown, restoreRunning, wasDown } from "./ensureRunning.ts";
import { optionsFor, type Work } from "./work.ts";

/** Add a declared child to the tree, and start it if its supervisor is up. */
export const addChild = (
  work: Work,
  path: ChildPath,
  options: CommandOptions,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const { tree, declared } = work;
    const spec = declared.at(path);
    const parent = nodeAt(tree, declared.parentOf(path));
    if (spec && parent && hasChildren(parent)) yield* addChildUnder(work, parent, spec, options);
  });

export const addChildUnder = (
  work: Work,
  parent: SupervisorNode,
  spec: ChildSpec,
  options: CommandOptions,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const { tree, before } = work;
    const path = join(parent.path, spec.id);
    if (before?.has(path)) {
      yield* restoreChild(work, parent, spec, options);
    } else if (isUp(parent) && spec.autostart) {
      yield* children.add(tree, parent, spec, options);
      yield* checkUp(work, path);
    } else {
      yield* children.register(tree, parent, spec, options);
    }
  });

const downStates = childStates.filter((state) => state !== "running" && state !== "starting");

/**
 * In a rollback, add a child again, with its desired state and that of all children under it. If its start fails, its
 * supervisor keeps it, because it may have failed before. A supervisor that is about to be stopped starts nothing.
 */
const restoreChild = (work: Work, parent: SupervisorNode, spec: ChildSpec, options: CommandOptions) =>
  Effect.gen(function* () {
    const made = join(parent.path, spec.id);
    if (isHeldDown(parent)) yield* until(parent, downStates);
    const isLeftAlone = isUp(parent) && wasDown(work, made);
    const wanted = (path: ChildPath) =>
      isLeftAlone && path === made ? "down" : work.before?.get(path)?.wanted;
    yield* children.register(work.tree, parent, spec, { ...options, wanted });
    const isTried = nodeAt(work.tree, made)?.state === "starting";
    yield* isTried ? ensureRunning(work, made, options) : restoreRunning(work, made);
  });

/** Remove a child from the tree. If the daemon is killed meanwhile, the next one finds its desired state unchanged. */
export const removeChild = (
  work: Work,
  path: ChildPath,
  because: string,
): Effect.Effect<void, NotPossible> => {
  const node = nodeAt(work.tree, path);
  return node
    ? Effect.asVoid(children.remove(work.tree, node, optionsFor(work, because), wantedOf(node)))
    : Effect.void;
};
