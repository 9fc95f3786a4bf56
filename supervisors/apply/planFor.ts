import { Array as Arrays } from "effect";
import { type ChildPath, isWithin } from "../../src/domain/tree/ChildPath.ts";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Plan, PlanFor, StaleRun } from "../../src/domain/view/Plan.ts";
import { plan } from "../../src/policy/plan/plan.ts";
import { stoppedPaths } from "../../src/policy/plan/untouched.ts";
import { isLive } from "../../src/policy/states.ts";
import type { TreeNode } from "../node/node.ts";
import { hasChildren } from "../node/traits.ts";
import { specOf } from "../tree/currentSpec.ts";
import { isAtRest, nodeAt, type Tree } from "../tree/tree.ts";

/** The topmost nodes that have failed, at or under a node. */
const failedFrom = (node: TreeNode): ReadonlyArray<TreeNode> =>
  node.state === "failed" ? [node] : hasChildren(node) ? node.children.flatMap(failedFrom) : [];

/** Whether a plan starts a failed node (a supervisor by its own step, any other node by its change) or removes it. */
const isHandledBy = ({ steps }: Plan, node: TreeNode): boolean =>
  steps.some(
    (step) =>
      (step.path === node.path && (step.action === "start" || !hasChildren(node))) ||
      stoppedPaths(step).some((place) => isWithin(place, node.path)),
  );

const pathsOf = (nodes: ReadonlyArray<TreeNode>): ReadonlyArray<ChildPath> => nodes.map(({ path }) => path);

/**
 * The plan that would turn the running tree into another one. A failed child that changes is started. `stale`: runs
 * with older values than their env files have now; the plan lists those that it does not restart.
 */
export const planFor = (
  tree: Tree,
  wanted: TreeSpec,
  revision: string,
  stale: ReadonlyArray<StaleRun>,
): PlanFor => {
  const failed = failedFrom(tree.root);
  const [failedLeaves, failedSupervisors] = Arrays.partition(failed, hasChildren);
  const failedAlone = new Set(pathsOf(failedLeaves));
  const planned = plan(specOf(tree), wanted, {
    isAtRest: isAtRest(tree),
    isLive: (path) => isLive(nodeAt(tree, path)?.state ?? "stopped"),
    failedSupervisors: pathsOf(failedSupervisors),
    hasFailed: (path) => failedAlone.has(path),
  });
  const left = failed.filter((node) => !isHandledBy(planned, node));
  const ending = planned.steps.flatMap(stoppedPaths);
  const older = stale.filter(({ path }) => !ending.some((place) => isWithin(place, path)));
  return {
    revision,
    ...planned,
    failed: pathsOf(left),
    ...(older.length === 0 ? {} : { stale: older }),
  };
};
