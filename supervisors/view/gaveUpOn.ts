import { reasonOf, type TreeNode } from "../node/node.ts";
import { hasChildren } from "../node/traits.ts";

/** Whether the reason of a supervisor that is down names this child as the cause. */
const names = (reason: string, { spec: { id } }: TreeNode): boolean =>
  reason.includes(`gave up on ${id}:`) || reason.includes(`${id} could not be started`);

const isDown = ({ state }: TreeNode): boolean => state === "failed" || state === "backoff";

/** The child that made a supervisor go down; undefined if it is up, or down for another reason. */
export const gaveUpOn = (node: TreeNode): TreeNode | undefined => {
  if (!hasChildren(node) || !isDown(node)) return undefined;
  const failed = node.children.filter(isDown);
  const named = failed.filter((child) => names(reasonOf(node), child));
  // `b` is also the end of other names.
  return named.sort((one, other) => other.spec.id.length - one.spec.id.length)[0] ?? failed[0];
};

/** The root cause of a failure: the child that made a supervisor go down, followed recursively. */
export const rootCause = (node: TreeNode): TreeNode => {
  const child = gaveUpOn(node);
  return child ? rootCause(child) : node;
};
