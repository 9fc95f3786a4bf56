import { isWithin } from "../../../domain/tree/ChildPath.ts";
import type { ChildStatus, TreeStatus } from "../../../domain/view/Status.ts";
import { withoutSlots } from "./slots.ts";

/**
 * The children that should be up and are not, without those below something that should be down. A job is up while it expects
 * its instants, however its last run has ended.
 */
export const notUp = ({ children }: TreeStatus): ReadonlyArray<ChildStatus> => {
  const stoppedByHand = children.filter(({ wanted }) => wanted === "down");
  return withoutSlots(children).filter(
    ({ path, state }) =>
      state !== "running" && state !== "finished" && !stoppedByHand.some((one) => isWithin(one.path, path)),
  );
};

/** Whether a child is stopped only because an ancestor is not up. */
export const isDownWithAncestor = ({ path, state }: ChildStatus, tree: TreeStatus): boolean =>
  state === "stopped" && (tree.state !== "running" || ancestors(path, tree).some(isDown));

const ancestors = (path: string, { children }: TreeStatus): ReadonlyArray<ChildStatus> =>
  children.filter((child) => child.path !== path && isWithin(child.path, path));

const isDown = ({ state }: ChildStatus): boolean => state !== "running";
