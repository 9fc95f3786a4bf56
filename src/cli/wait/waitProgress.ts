import { type ChildPath, isWithin, root } from "../../domain/tree/ChildPath.ts";
import { hasProcess } from "../../domain/view/childTraits.ts";
import type { ChildStatus, TreeStatus } from "../../domain/view/Status.ts";
import { whyOf } from "../view/whyOf.ts";

/** The conditions that `wait` can wait for. */
export const conditions = ["ready", "finished"] as const;
export type Condition = (typeof conditions)[number];

/** How far a child is from the condition, with a reason for people. */
export interface WaitProgress {
  readonly path: ChildPath;
  readonly status: "reached" | "pending" | "impossible";
  readonly why: string;
}

const nameOf = (path: ChildPath): string => path || "the tree";

const isReached = ({ state }: ChildStatus, condition: Condition): boolean =>
  state === "finished" || (condition === "ready" && state === "running");

/** A child and its ancestors: if one of these is down or failed, the child can't come up. */
const ancestorsAndSelf = (path: ChildPath, { children }: TreeStatus): ReadonlyArray<ChildStatus> =>
  children.filter((child) => isWithin(child.path, path));

const describe = ({ path, state }: ChildStatus, why: string): string => `${path} is ${state} (${why})`;

/** Why one service can't meet the condition; null while it can. */
const obstacle = (path: ChildPath, status: TreeStatus, now: number): string | null => {
  if (status.state === "failed") return `the tree has failed (${status.reason})`;
  for (const child of ancestorsAndSelf(path, status)) {
    if (child.state === "failed") return describe(child, whyOf(child, now));
    if (child.wanted === "down")
      return `${child.path} is not meant to run (${child.reason}); \`sentinel start ${child.path}\` starts it`;
  }
  return null;
};

/** The services at and under a path that should run, and in any case the one that was named. */
const awaitedServices = (path: ChildPath, status: TreeStatus): ReadonlyArray<ChildStatus> =>
  status.children.filter(
    (child) =>
      hasProcess(child) &&
      isWithin(path, child.path) &&
      (child.path === path ||
        ancestorsAndSelf(child.path, status).every((one) => isWithin(one.path, path) || one.wanted === "up")),
  );

/** How far a child is from the condition, or a group: all of its services that should run have to meet it. */
export const waitProgressOf = (
  path: ChildPath,
  condition: Condition,
  status: TreeStatus,
  now: number,
): WaitProgress => {
  const services = awaitedServices(path, status);
  const obstacles = services.map(({ path: one }) => obstacle(one, status, now));
  const why =
    obstacles.find((one) => one !== null) ?? (services.length === 0 ? obstacle(path, status, now) : null);
  if (why) return { path, status: "impossible", why };
  const missing = services.find((child) => !isReached(child, condition));
  if (missing) return { path, status: "pending", why: describe(missing, whyOf(missing, now)) };
  const group = path === root ? status : status.children.find((child) => child.path === path);
  // A group starts its children one by one: even if all are up, the group itself may not have started yet.
  if (condition === "ready" && group && group.state !== "running" && group.state !== "finished")
    return { path, status: "pending", why: `${nameOf(path)} is ${group.state} (${group.reason})` };
  return { path, status: "reached", why: `${nameOf(path)} is ${condition}` };
};
