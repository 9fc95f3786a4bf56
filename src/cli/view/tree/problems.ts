import type { ChildState } from "../../../domain/tree/State.ts";
import { hasProcess } from "../../../domain/view/childTraits.ts";
import type { ChildStatus, TreeStatus } from "../../../domain/view/Status.ts";
import { isDownWithAncestor, notUp } from "./notUp.ts";
import { withoutSlots } from "./slots.ts";
import { whyOf } from "./whyOf.ts";

/** A child that should run and does not. The path of the tree as a whole is empty. */
interface Problem {
  readonly path: string;
  readonly state: ChildState | "unhealthy";
  readonly reason: string;
}

/**
 * Everything that should run but neither runs nor is starting: the tree itself first, then children in document order.
 * A child that is down only because of an ancestor is not listed. `now`: ms since the epoch.
 */
export const problemsIn = (status: TreeStatus, now: number): ReadonlyArray<Problem> => {
  const whole: ReadonlyArray<Problem> =
    status.state === "failed" ? [problemOf({ ...status, path: "" }, now)] : [];
  const down = new Set(
    notUp(status).filter((child) => child.state !== "starting" && !isDownWithAncestor(child, status)),
  );
  return [
    ...whole,
    ...withoutSlots(status.children).flatMap((child): ReadonlyArray<Problem> => {
      if (down.has(child)) return [problemOf(child, now)];
      return isUnhealthy(child) ? [{ ...problemOf(child, now), state: "unhealthy" }] : [];
    }),
  ];
};

const isUnhealthy = (child: ChildStatus): boolean =>
  hasProcess(child) && child.state === "running" && child.health === "unhealthy";

const problemOf = (node: Parameters<typeof whyOf>[0] & { readonly path: string }, now: number): Problem => ({
  path: node.path,
  state: node.state,
  reason: whyOf(node, now),
});
