import type { SupervisorView } from "../../src/domain/view/NodeView.ts";
import type { SupervisorReadings } from "../../src/domain/view/Status.ts";
import { recent } from "../../src/policy/restart/intensity.ts";
import type { SupervisorNode } from "../node/node.ts";
import type { Now } from "../node/views/clock.ts";
import { nodeView, type Viewed } from "./nodeView.ts";

/** The current view of a supervisor. */
export const supervisorView = (node: SupervisorNode, viewed: Viewed): SupervisorView => {
  const { strategy, intensity, periodMs } = node.spec;
  return { kind: "supervisor", ...nodeView(node, viewed), strategy, intensity, period_ms: periodMs };
};

/** The part of a supervisor's status that depends on the time. */
export const supervisorReadings = ({ actor, spec }: SupervisorNode, now: Now): SupervisorReadings => ({
  restarts_in_period: recent(actor.getSnapshot().context.window, now.monotonic(), spec.periodMs).length,
});
