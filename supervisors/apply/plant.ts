import { Effect } from "effect";
import { type ChildPath, join } from "../../src/domain/ChildPath.ts";
import type { ChildSpec } from "../../src/domain/ChildSpec.ts";
import type { NotPossible } from "../../src/domain/Errors.ts";
import * as commands from "../commands.ts";
import { isUp, type SupervisorNode } from "../node.ts";
import type { CommandOptions } from "../Supervision.ts";
import { nodeAt } from "../tree.ts";
import { checkUp, liftUp } from "./bringUp.ts";
import type { Work } from "./work.ts";

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
    if (spec && parent?.kind === "supervisor") yield* plantUnder(work, parent, spec, options);
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
      yield* commands.enrol(tree, parent, spec, { ...options, wanted: wantedThen(work, parent, path) });
      yield* liftUp(work, path);
    } else if (isUp(parent) && spec.autostart) {
      yield* commands.add(tree, parent, spec, options);
      yield* checkUp(work, path);
    } else {
      yield* commands.enrol(tree, parent, spec, options);
    }
  });

/**
 * What was wanted of a child that is made anew on the way back, and of those under it. It is made as one that was
 * stopped for this change: to be tried, and kept where that fails, because it may have failed before.
 */
const wantedThen = ({ before, stopped }: Work, parent: SupervisorNode, made: ChildPath) => {
  const isTried = isUp(parent) && before?.get(made)?.wanted === "up";
  if (isTried) stopped.add(made);
  return (path: ChildPath) => (isTried && path === made ? "down" : before?.get(path)?.wanted);
};

export const uproot = (
  { tree, by }: Work,
  path: ChildPath,
  because: string,
): Effect.Effect<void, NotPossible> => {
  const node = nodeAt(tree, path);
  return node ? Effect.asVoid(commands.remove(tree, node, { by, wait: true, because })) : Effect.void;
};
