import { NotPossible } from "../../src/domain/Errors.ts";
import type { Refusal } from "../../src/policy/allowed.ts";
import type { TreeNode } from "../node/node.ts";

/** The error for a command that a node can't carry out, with a message for users. */
export const refuse = ({ path, state }: TreeNode, reason: NotPossible["reason"], message: string) =>
  new NotPossible({ path, state, reason, message });

/** The same for a refusal by policy. */
export const refusalOf = (node: TreeNode, { reason, message }: Refusal) => refuse(node, reason, message);
