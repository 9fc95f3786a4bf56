import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import { type ChildPath, isWithin } from "../../src/domain/tree/ChildPath.ts";
import { isDependedOn } from "../../src/policy/allowed.ts";
import type { TreeNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { refusalOf } from "../tree/refusal.ts";

/** The nodes elsewhere in the tree that wait for a node, or for one under it, by their own declarations. */
const dependantsOf = (node: TreeNode, root: TreeNode): ReadonlyArray<ChildPath> =>
  withDescendants(root).flatMap(({ path, spec }) =>
    !isWithin(node.path, path) && (spec.after ?? []).some((on) => isWithin(node.path, on.path)) ? [path] : [],
  );

/** Fails if a child can't be removed by hand because others could never start without it. */
export const unlessNeeded = (node: TreeNode, root: TreeNode): Effect.Effect<void, NotPossible> =>
  Effect.suspend(() => {
    const dependants = dependantsOf(node, root);
    return dependants.length === 0 ? Effect.void : refusalOf(node, isDependedOn(node, dependants));
  });
