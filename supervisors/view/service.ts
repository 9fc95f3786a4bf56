import { fixedPort } from "../../src/domain/tree/ports.ts";
import type { ServiceView } from "../../src/domain/view/NodeView.ts";
import type { ServiceReadings } from "../../src/domain/view/Status.ts";
import { describeReady, readyTimeout } from "../../src/policy/messages/readiness.ts";
import type { ServiceNode } from "../node/node.ts";
import { healthIn } from "../node/service/health.ts";
import type { Now } from "../node/views/clock.ts";
import { nodeView, type Viewed } from "./nodeView.ts";
import { probeViews } from "./probes.ts";
import type { UsageByPid } from "./usage.ts";
import { watchNotices } from "./watchNotices.ts";

/** The current view of a service. */
export const serviceView = (node: ServiceNode, viewed: Viewed): ServiceView => {
  const { value, context } = node.actor.getSnapshot();
  const { run, pid } = context;
  return {
    kind: "service",
    ...nodeView(node, viewed),
    ...portsOf(node),
    health: healthIn(value),
    ...probeViews(node),
    pid,
    run: run === 0 ? null : run,
    restarts: node.restarts,
    ...noticesOf(node),
    last_exit: node.lastExit,
    kill_at: node.trace.killAt,
    ...unenforced(node),
    ...readiness(node),
  };
};

const noticesOf = (node: ServiceNode): Pick<ServiceView, "notices"> => {
  const notices = watchNotices(node);
  return notices.length === 0 ? {} : { notices };
};

const unenforced = ({ process }: ServiceNode): Pick<ServiceView, "unenforced"> => {
  const why = process?.unenforced?.() ?? null;
  return why === null ? {} : { unenforced: why };
};

/** The condition for its start to be complete, until it is. */
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

/** The ports of the run; without a run, those that the next run is certain to have. */
const portsOf = ({ spec, path, process }: ServiceNode): Pick<ServiceView, "ports"> => {
  if (spec.ports === undefined) return {};
  return { ports: process?.ports ?? spec.ports.flatMap((declared) => fixedPort(declared, path) ?? []) };
};

/** The current measurements of a service. */
export const serviceReadings = ({ actor }: ServiceNode, usage: UsageByPid, now: Now): ServiceReadings => {
  const { pid, startedAt } = actor.getSnapshot().context;
  const used = pid === null ? undefined : usage.get(pid);
  return {
    uptime_ms: pid === null ? null : Math.round(now.monotonic() - startedAt),
    cpu: used?.cpu ?? null,
    cpu_seconds: used?.cpuSeconds ?? null,
    memory: used?.memory ?? null,
    descendants: used?.descendants ?? null,
    open_files: used?.openFiles ?? null,
  };
};
