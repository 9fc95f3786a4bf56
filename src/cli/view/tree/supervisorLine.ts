import type { SupervisorStatus } from "../../../domain/view/Status.ts";
import { describeDegraded } from "../../../policy/health/degraded.ts";
import { until } from "./whyOf.ts";

/** The strategy of a supervisor, and the reason of its state or the used part of its intensity. */
export const supervisorRemark = (child: SupervisorStatus, now: number): string => {
  const next = until(child.next_attempt_at, now);
  if (next !== null) return `${child.reason}; next attempt in ${next}`;
  const used =
    child.restarts_in_period > 0 ? `, ${child.restarts_in_period}/${child.intensity} restarts` : "";
  if (child.state !== "running") return `${child.strategy}, ${child.reason}`;
  const degraded = child.degraded ? `${describeDegraded(child.degraded, child.path)}; ` : "";
  return `${degraded}${child.strategy}${used}`;
};
