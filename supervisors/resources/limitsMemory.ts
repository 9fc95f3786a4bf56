import type { TreeNode } from "../node/node.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";

/** Whether a node has a limit of memory: its own, or a quota. */
export const limitsMemory = (node: TreeNode): boolean =>
  (hasProcess(node) && node.spec.memory !== undefined) ||
  (hasChildren(node) && node.spec.quota?.memory !== undefined);
