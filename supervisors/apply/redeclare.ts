import type { ChildSpec } from "../../src/domain/tree/ChildSpec.ts";
import { kindOf } from "../kinds.ts";
import type { SupervisorNode, TreeNode } from "../node/node.ts";
import { hasChildren } from "../node/traits.ts";
import type { Tree } from "../tree/tree.ts";
import type { Declared } from "./declared.ts";
import { type From, updateMembers } from "./update.ts";

/**
 * Give a node another declaration, which it follows from now on; no process is touched. With `next run`, a service
 * follows it from its next run on, because the live run that is about to be stopped must be stopped as it was declared.
 */
export const redeclare = ({ wiring }: Tree, node: TreeNode, spec: ChildSpec, from: From = "now"): void => {
  // A child that becomes another kind is replaced.
  if (node.kind === spec.kind) kindOf(node).update(node, spec, from, wiring);
  if (node.parent) updateMembers(node.parent, wiring);
  wiring.changes.redeclared(node, "there");
};

/** Sort a supervisor's children, and those below, into document order. */
export const arrange = (tree: Tree, node: SupervisorNode, declared: Declared): void => {
  const placeOf = (child: TreeNode): number =>
    node.spec.template ? Number(child.spec.id.slice(1)) : declared.placeOf(child.path);
  const ordered = [...node.children].sort((one, other) => placeOf(one) - placeOf(other));
  if (ordered.some((child, index) => child !== node.children[index])) {
    node.children = ordered;
    updateMembers(node, tree.wiring);
    tree.wiring.views.changed(node);
  }
  for (const child of ordered) if (hasChildren(child)) arrange(tree, child, declared);
};
