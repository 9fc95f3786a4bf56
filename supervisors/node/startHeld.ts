import { type TreeNode, wantedOf } from "./node.ts";
import { withDescendants } from "./service/descendants.ts";
import { hasChildren, hasProcess } from "./traits.ts";

/**
 * Whether the start of a node waits only for a hold, which may last for ever. For a supervisor, whether that is true of
 * every start in progress below it.
 */
export const isStartHeld = (node: TreeNode): boolean => {
  if (node.state !== "starting") return false;
  if (hasProcess(node)) return node.actor.getSnapshot().context.held !== null;
  if (!hasChildren(node)) return false;
  const underWay = withDescendants(node).filter(
    (one) => !hasChildren(one) && (one.state === "starting" || one.state === "stopping"),
  );
  return underWay.length > 0 && underWay.every(isStartHeld);
};

/** Whether a node waits for its turn after a sibling whose start is held. */
const comesAfterHeld = (node: TreeNode): boolean =>
  node.state === "stopped" && node.parent !== null && wantedOf(node) === "up" && isStartHeld(node.parent);

/** Whether a node that should be up is down without having failed: its start, or one before it, is held. */
export const waitsForHold = (node: TreeNode): boolean => isStartHeld(node) || comesAfterHeld(node);
