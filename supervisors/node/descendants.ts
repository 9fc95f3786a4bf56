import type { TreeNode } from "./node.ts";
import { hasChildren } from "./traits.ts";

/** A node and all nodes under it, a parent before its children. */
export const withDescendants = (node: TreeNode): ReadonlyArray<TreeNode> =>
  hasChildren(node) ? [node, ...node.children.flatMap(withDescendants)] : [node];
