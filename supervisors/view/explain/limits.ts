import { nextDelay } from "../../../src/policy/restart/backoff.ts";
import { recent } from "../../../src/policy/restart/intensity.ts";
import { isContained, ownLimit } from "../../../src/policy/restart/verdict.ts";
import { isUp, memberOf, type SupervisorNode, type TreeNode } from "../../node/node.ts";
import type { Wiring } from "../../node/wiring.ts";

/** The number of restarts that count towards a supervisor's intensity now. */
export const usedOf = (node: SupervisorNode, { now }: Wiring): number =>
  recent(node.actor.getSnapshot().context.window, now.monotonic(), node.spec.periodMs).length;

/** Whether a child's failures do not count for its supervisor. */
const staysAlone = (node: TreeNode): boolean => {
  const member = memberOf(node);
  return member !== undefined && isContained(member, { kind: "start_failed", curable: true });
};

/** A child's own limit: declared, or because its failures do not count for its supervisor. */
const limitOf = ({ spec, parent }: TreeNode) =>
  parent && spec.restart !== "temporary" ? ownLimit(spec, parent.spec) : spec.limit;

/** The state of the windows that limit a child: its own, and its supervisor's if its failures count there. */
export const budget = (node: TreeNode, wiring: Wiring) => {
  const member = memberOf(node);
  const { limit, onLimit } = node.spec;
  const counts = member ? limitOf(node) : null;
  const used = member && counts ? recent(member.restarts, wiring.now.monotonic(), counts.periodMs).length : 0;
  return {
    limit,
    on_limit: onLimit,
    // One restart beyond the limit is stored, to know when the next one is allowed.
    restarts_counted: counts && Math.min(used, counts.restarts),
    supervisor_restarts_in_period: node.parent ? usedOf(node.parent, wiring) : null,
    consecutive_failures: member?.streak ?? 0,
    refused_starts: member?.refusals ?? 0,
  };
};

/** How many failures a child may have, and what happens after that. */
export const limits = (node: TreeNode, wiring: Wiring): ReadonlyArray<string> => {
  const counts = budget(node, wiring);
  return [
    ...budgetOfOwn(node, counts.restarts_counted),
    ...sharedLimit(node, wiring),
    ...pause(node, counts.consecutive_failures),
    ...refused(counts.refused_starts),
  ];
};

const seconds = (ms: number): string => `${ms / 1000} s`;

const called = ({ path }: SupervisorNode): string => path || "the root";

const budgetOfOwn = (node: TreeNode, used: number | null): ReadonlyArray<string> => {
  const limit = limitOf(node);
  if (limit === null || node.parent === null) return [];
  const then = `after that ${sequel(node, node.parent)}`;
  const allowed = `${limit.restarts} restart${limit.restarts === 1 ? "" : "s"} of its own`;
  // Failures before it was given up do not count for the next start.
  return node.state === "failed"
    ? [`It is allowed ${allowed} in ${seconds(limit.periodMs)}; ${then}.`]
    : [`${used} of ${allowed} are used up in ${seconds(limit.periodMs)}; ${then}.`];
};

/** What happens when its own limit is exceeded. */
const sequel = (node: TreeNode, parent: SupervisorNode): string => {
  if (node.spec.onLimit === "wait") return "it waits until the limit allows another";
  return staysAlone(node) ? "it alone is given up" : `its failure goes up to ${called(parent)}`;
};

const sharedLimit = (node: TreeNode, wiring: Wiring): ReadonlyArray<string> => {
  const { parent } = node;
  if (parent === null || node.spec.restart === "temporary" || staysAlone(node)) return [];
  const { intensity, periodMs } = parent.spec;
  return isUp(parent)
    ? [
        `Its failures count for ${called(parent)}: ${usedOf(parent, wiring)} of ${intensity} in ${seconds(periodMs)}.`,
      ]
    : [
        `Its failures count for ${called(parent)}, which allows ${intensity} restarts in ${seconds(periodMs)}.`,
      ];
};

/** The pause after another failure, without jitter. */
const pause = ({ spec, state }: TreeNode, streak: number): ReadonlyArray<string> => {
  const { delayMs } = nextDelay(spec.backoff, streak, { upMs: null }, 0.5);
  const mayFail = state === "running" || state === "starting" || state === "backoff";
  if (streak === 0 || delayMs === 0 || !mayFail) return [];
  const healthy = `before it has run for ${seconds(spec.backoff.resetAfterMs)}`;
  return [`If it fails again ${healthy}, the pause before the next start is ${seconds(delayMs)}.`];
};

const refused = (starts: number): ReadonlyArray<string> =>
  starts > 0
    ? [
        `The system has refused ${starts} start${starts === 1 ? "" : "s"} in a row, which is no failure of its own: it counts for nothing, and is tried again until it goes.`,
      ]
    : [];
