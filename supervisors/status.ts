import type { ChildStatus, ServiceStatus, SupervisorStatus } from "../src/domain/Status.ts";
import { recent } from "../src/policy/intensity.ts";
import type { Usage } from "../src/ports/Sampler.ts";
import { type ServiceNode, type SupervisorNode, type TreeNode, wantedOf } from "./node.ts";
import type { Wiring } from "./wiring.ts";

/** A node as `sentinel status` shows it (CLI.md). */
export const statusOf = (node: TreeNode, usage: ReadonlyMap<number, Usage>, wiring: Wiring): ChildStatus =>
  node.kind === "service" ? serviceStatus(node, usage, wiring) : supervisorStatus(node, wiring);

const commonStatus = (node: TreeNode) => ({
  path: node.path,
  state: node.state,
  wanted: wantedOf(node),
  since: node.since,
  reason: node.actor.getSnapshot().context.reason,
  next_attempt_at: node.nextAttemptAt,
});

const serviceStatus = (
  node: ServiceNode,
  usage: ReadonlyMap<number, Usage>,
  { now }: Wiring,
): ServiceStatus => {
  const { run, pid, startedAt } = node.actor.getSnapshot().context;
  const used = pid === null ? undefined : usage.get(pid);
  return {
    ...commonStatus(node),
    kind: "service",
    health: "unknown",
    pid,
    run: run === 0 ? null : run,
    restarts: node.restarts,
    uptime_ms: pid === null ? null : Math.round(now.monotonic() - startedAt),
    cpu: used?.cpu ?? null,
    memory: used?.memory ?? null,
    last_exit: node.lastExit,
    kill_at: node.killAt,
  };
};

const supervisorStatus = (node: SupervisorNode, { now }: Wiring): SupervisorStatus => {
  const { strategy, intensity, periodMs } = node.spec;
  const { window } = node.actor.getSnapshot().context;
  return {
    ...commonStatus(node),
    kind: "supervisor",
    strategy,
    intensity,
    period_ms: periodMs,
    restarts_in_period: recent(window, now.monotonic(), periodMs).length,
  };
};

/** The pids of the live runs among these nodes. */
export const pidsOf = (nodes: ReadonlyArray<TreeNode>): ReadonlyArray<number> =>
  nodes.flatMap((node) => {
    const pid = node.kind === "service" ? node.actor.getSnapshot().context.pid : null;
    return pid === null ? [] : [pid];
  });
