import { checkStates } from "../../src/domain/tree/CheckState.ts";
import type { CheckPart } from "../../src/domain/view/Status.ts";
import type { Exposition } from "./Exposition.ts";
import { labels } from "./labels.ts";
import { seconds } from "./seconds.ts";
import { parentLabel } from "./supervisorFamilies.ts";

/** The checks: what their reports say of the jobs. */
export const addChecks = (out: Exposition, parts: ReadonlyArray<CheckPart>): void => {
  const state = out.family({
    name: "sentinel_check_state",
    type: "gauge",
    help: "1 for the state that follows from the reports, 0 for the others; absent while the check is stopped",
  });
  const failures = out.family({
    name: "sentinel_check_consecutive_failures",
    type: "gauge",
    help: "Missed times, overdue runs and reports of a failure in a row",
  });
  const open = out.family({
    name: "sentinel_check_open_runs",
    type: "gauge",
    help: "Runs that have started and not ended",
  });
  const reported = out.family({
    name: "sentinel_check_last_report_timestamp_seconds",
    type: "gauge",
    help: "When the last report arrived, in seconds since the epoch",
  });
  const deadline = out.family({
    name: "sentinel_check_deadline_timestamp_seconds",
    type: "gauge",
    help: "When the next report counts as missed, or an open run as overdue, in seconds since the epoch",
  });
  for (const { view } of parts) {
    const own = labels({ check: view.path, supervisor: parentLabel(view.path) });
    if (view.check !== null) state.addStates(own, "state", checkStates, view.check);
    failures.add(own, view.failures);
    open.add(own, view.open_runs);
    reported.add(own, seconds(view.last_report_at));
    deadline.add(own, seconds(view.deadline_at));
  }
};
