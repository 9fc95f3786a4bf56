import type { TreeNode } from "../node.ts";
import { hasChildren } from "../traits.ts";

const collect = (node: TreeNode, into: Array<TreeNode>): void => {
  into.push(node);
  if (hasChildren(node)) for (const child of node.children) collect(child, into);
  if (node.kind === "job") into.push(...node.slots);
};

/** A node and all nodes under it, a parent before its children. */
export const withDescendants = (node: TreeNode): ReadonlyArray<TreeNode> => {
  // One list for all: a list for each level would be copied by the level above, with each change of a tree that is watched.
  const nodes: Array<TreeNode> = [];
  collect(node, nodes);
  return nodes;
};
