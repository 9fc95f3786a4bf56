import { withDescendants } from "./descendants.ts";
import { type TreeNode, wantedOf } from "./node.ts";
import { hasChildren } from "./traits.ts";

/**
 * Whether the start of a node waits only for what holds it, which may last for ever. The start of a supervisor does if
 * every start below it that is under way does.
 */
export const isStartHeld = (node: TreeNode): boolean => {
  if (node.state !== "starting") return false;
  if (!hasChildren(node)) return node.actor.getSnapshot().context.held !== null;
  const underWay = withDescendants(node).filter(
    (one) => !hasChildren(one) && (one.state === "starting" || one.state === "stopping"),
  );
  return underWay.length > 0 && underWay.every(isStartHeld);
};

/** Whether a node is started in its turn, after a sibling whose start is held. */
const comesAfterHeld = (node: TreeNode): boolean =>
  node.state === "stopped" && node.parent !== null && wantedOf(node) === "up" && isStartHeld(node.parent);

/** Whether a node that should be up is not, and has not failed either: its start is held, or one before it. */
export const waitsForHold = (node: TreeNode): boolean => isStartHeld(node) || comesAfterHeld(node);
