import { type ChildPath, isWithin, root } from "../../domain/tree/ChildPath.ts";
import { hasProcess } from "../../domain/view/childTraits.ts";
import type { ChildStatus, TreeStatus } from "../../domain/view/Status.ts";
import { whyOf } from "../view/tree/whyOf.ts";

/** The conditions that `wait` can wait for. */
export const conditions = ["ready", "healthy", "finished"] as const;
export type Condition = (typeof conditions)[number];

/** How far a child is from the condition, with a reason for people. */
export interface WaitProgress {
  readonly path: ChildPath;
  readonly status: "reached" | "pending" | "impossible";
  readonly why: string;
}

const nameOf = (path: ChildPath): string => path || "the tree";

/** Whether probes say how a child is. A startup probe is not tried once it runs. */
const isProbed = (child: ChildStatus): boolean =>
  hasProcess(child) && (child.probes ?? []).some(({ probe }) => probe !== "startup");

const isReached = (child: ChildStatus, condition: Condition): boolean => {
  const { state } = child;
  if (state === "finished") return true;
  if (state !== "running" || condition === "finished") return false;
  return condition === "ready" || !isProbed(child) || (hasProcess(child) && child.health === "healthy");
};

/** A child and its ancestors: if one of these is down or failed, the child can't come up. */
const ancestorsAndSelf = (path: ChildPath, { children }: TreeStatus): ReadonlyArray<ChildStatus> =>
  children.filter((child) => isWithin(child.path, path));

const describe = (child: ChildStatus, why: string): string => {
  const health = child.state === "running" && hasProcess(child) && isProbed(child) ? `, ${child.health}` : "";
  return `${child.path} is ${child.state}${health} (${why})`;
};

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

/** Why a single service can never be called healthy; in a group, those without probes need only be ready. */
const withoutProbes = (path: ChildPath, condition: Condition, services: ReadonlyArray<ChildStatus>) => {
  const [only] = services;
  return condition === "healthy" && services.length === 1 && only?.path === path && !isProbed(only)
    ? `${path} declares no probes; --for ready waits until it has started`
    : null;
};

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
    withoutProbes(path, condition, services) ??
    obstacles.find((one) => one !== null) ??
    (services.length === 0 ? obstacle(path, status, now) : null);
  if (why) return { path, status: "impossible", why };
  const missing = services.find((child) => !isReached(child, condition));
  if (missing) return { path, status: "pending", why: describe(missing, whyOf(missing, now)) };
  const group = path === root ? status : status.children.find((child) => child.path === path);
  // A group starts its children one by one: even if all are up, the group itself may not have started yet.
  if (condition !== "finished" && group && group.state !== "running" && group.state !== "finished")
    return { path, status: "pending", why: `${nameOf(path)} is ${group.state} (${group.reason})` };
  return { path, status: "reached", why: `${nameOf(path)} is ${condition}` };
};
