import { whyTooMany } from "../../src/policy/resources/quota.ts";
import { supervisorsOf } from "../dependencies/awaited.ts";
import type { SupervisorNode, TreeNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";

/** A service, job or check; the slots of a job are none of their own. */
const counts = (node: TreeNode): boolean => !hasChildren(node) && !(hasProcess(node) && node.job !== null);

/** The services, jobs and checks below a supervisor now. */
export const countBelow = (supervisor: SupervisorNode): number =>
  withDescendants(supervisor).filter(counts).length;

/** Why a supervisor can't have so many more children, by its own quota or one above; null if it can. */
export const whyNotGranted = (node: SupervisorNode, more: number): string | null => {
  for (const supervisor of [node, ...supervisorsOf(node)]) {
    const count = countBelow(supervisor) + more;
    const refusal = more > 0 ? whyTooMany(supervisor.path, supervisor.spec, count) : null;
    if (refusal !== null) return refusal;
  }
  return null;
};
