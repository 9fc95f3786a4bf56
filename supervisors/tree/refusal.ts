import { NotPossible } from "../../src/domain/Errors.ts";
import type { Refusal } from "../../src/policy/allowed.ts";
import type { TreeNode } from "../node/node.ts";

/** That a command to a node is impossible, with a message for people. */
export const refuse = ({ path, state }: TreeNode, reason: NotPossible["reason"], message: string) =>
  new NotPossible({ path, state, reason, message });

/** The same for a refusal that policy has decided. */
export const refusalOf = (node: TreeNode, { reason, message }: Refusal) => refuse(node, reason, message);
