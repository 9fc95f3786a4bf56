import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { Dependency } from "../../src/domain/tree/Dependency.ts";
import type { Health } from "../../src/domain/tree/State.ts";
import { type Awaited, isMet } from "../../src/policy/dependencies/met.ts";
import { isProbed } from "../../src/policy/dependencies/neverMet.ts";
import { isUp, type SupervisorNode, type TreeNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { waitsForHold } from "../node/startHeld.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";
import type { Wiring } from "../node/wiring.ts";

/** The state of a child on which others depend. */
const awaitedOf = (node: TreeNode, wiring: Wiring): Awaited => ({
  state: node.state,
  isBegun: hasProcess(node) ? node.actor.getSnapshot().context.pid !== null : isUp(node),
  health: healthOf(node, wiring),
});

/** A supervisor is as healthy as the least healthy of its children; those without probes don't count. */
const healthOf = (node: TreeNode, wiring: Wiring): Health => {
  const view = wiring.views.of(node);
  if ("health" in view) return view.health;
  if (!hasChildren(node)) return "unknown";
  const healths = node.children.filter(({ spec }) => isProbed(spec)).map((child) => healthOf(child, wiring));
  if (healths.includes("unhealthy")) return "unhealthy";
  return healths.length > 0 && healths.every((health) => health === "healthy") ? "healthy" : "unknown";
};

/**
 * Whether a dependency is met by the node at its path now; not if there is none, and not by a supervisor while the start
 * of a child under it is held.
 */
export const isMetBy = (on: Dependency, node: TreeNode | undefined, wiring: Wiring): boolean =>
  node !== undefined &&
  isMet(on.until, awaitedOf(node, wiring)) &&
  (on.until === "started" || !withDescendants(node).some(waitsForHold));

/** A dependency of a node, declared by itself or by a supervisor above it. */
interface OwnDependency extends Dependency {
  readonly declaredBy: ChildPath;
}

/** A node, and those whose dependencies its starts wait for too: of a slot its job, and the supervisors above. */
export const withThoseAbove = (node: TreeNode): ReadonlyArray<TreeNode> => {
  const jobs = "job" in node && node.job !== null ? [node.job] : [];
  return [node, ...jobs, ...supervisorsOf(node)];
};

/** All dependencies that a start of a node waits for. */
export const dependenciesOf = (node: TreeNode): ReadonlyArray<OwnDependency> =>
  withThoseAbove(node).flatMap(({ path, spec }) =>
    (spec.after ?? []).map((on) => ({ ...on, declaredBy: path })),
  );

/** The supervisors above a node, the nearest first. */
export const supervisorsOf = ({ parent }: TreeNode): ReadonlyArray<SupervisorNode> =>
  parent === null ? [] : [parent, ...supervisorsOf(parent)];
