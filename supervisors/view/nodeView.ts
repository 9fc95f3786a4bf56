import { fixedPort } from "../../src/domain/tree/ports.ts";
import type { NodeView, ServiceView, SupervisorView } from "../../src/domain/view/NodeView.ts";
import { allowed } from "../../src/policy/allowed.ts";
import { describeReady, readyTimeout } from "../../src/policy/messages/readiness.ts";
import { type Course, commanded, surroundingsOf } from "../node/commanded.ts";
import { memberOf, type ServiceNode, type SupervisorNode, type TreeNode, wantedOf } from "../node/node.ts";
import { valuePath } from "../node/trace.ts";

/** What of a view its node does not know: the number of its last change, and whether its daemon is ending. */
interface Viewed {
  readonly seq: number;
  readonly course: Course;
}

/** A node as it is seen now. */
export const viewOf = (node: TreeNode, viewed: Viewed): NodeView =>
  node.kind === "service" ? serviceView(node, viewed) : supervisorView(node, viewed);

/** What all nodes have. */
const commonView = (node: TreeNode, { seq, course }: Viewed) => {
  const { value, context } = node.actor.getSnapshot();
  const { since, nextAttemptAt, due } = node.trace;
  return {
    path: node.path,
    state: node.state,
    value: valuePath(value),
    since,
    reason: context.reason,
    by: context.by,
    wanted: wantedOf(node),
    next_attempt_at: nextAttemptAt,
    due,
    allowed: allowed(commanded(node), surroundingsOf(course, node)),
    consecutive_failures: memberOf(node)?.streak ?? 0,
    seq,
  };
};

const serviceView = (node: ServiceNode, viewed: Viewed): ServiceView => {
  const { run, pid } = node.actor.getSnapshot().context;
  return {
    kind: "service",
    ...commonView(node, viewed),
    ...portsOf(node),
    health: "unknown",
    pid,
    run: run === 0 ? null : run,
    restarts: node.restarts,
    last_exit: node.lastExit,
    kill_at: node.trace.killAt,
    ...readiness(node),
  };
};

const supervisorView = (node: SupervisorNode, viewed: Viewed): SupervisorView => {
  const { strategy, intensity, periodMs } = node.spec;
  return { kind: "supervisor", ...commonView(node, viewed), strategy, intensity, period_ms: periodMs };
};

/** What its start takes, until that is complete. */
const readiness = (node: ServiceNode): Pick<ServiceView, "ready"> => {
  const { ready } = node.spec;
  return hasNotStarted(node)
    ? { ready: { when: describeReady(ready), timeout_ms: readyTimeout(ready) } }
    : {};
};

const hasNotStarted = ({ state, actor }: ServiceNode): boolean =>
  state === "stopping"
    ? actor.getSnapshot().context.stop.purpose === "not_ready"
    : state === "starting" || state === "backoff" || state === "failed";

/** The ports of the run, or those that the next one will have for certain. */
const portsOf = ({ spec, path, process }: ServiceNode): Pick<ServiceView, "ports"> => {
  if (spec.ports === undefined) return {};
  return { ports: process?.ports ?? spec.ports.flatMap((declared) => fixedPort(declared, path) ?? []) };
};
