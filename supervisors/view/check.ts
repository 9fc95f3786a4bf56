import type { CheckState } from "../../src/domain/tree/CheckState.ts";
import type { CheckView } from "../../src/domain/view/NodeView.ts";
import { nextDeadline } from "../../src/policy/check/deadlines.ts";
import { openRuns } from "../../src/policy/check/runs.ts";
import { ruleOf } from "../check/rule.ts";
import type { CheckNode } from "../node/node.ts";
import { nodeView, type Viewed } from "./nodeView.ts";

/** The current view of a check. */
export const checkView = (node: CheckNode, viewed: Viewed): CheckView => {
  const { record, spec, lastReportAt, actor } = node;
  const { value } = actor.getSnapshot();
  const shown = typeof value === "object" ? value.running : null;
  const isWaiting = record.phase === "up" && !record.paused && openRuns(record).length === 0;
  const deadline = nextDeadline(record, ruleOf(spec));
  return {
    kind: "check",
    ...nodeView(node, viewed),
    health: shown === null ? "unknown" : healthOf(shown),
    check: shown,
    failures: record.failures,
    fail_after: spec.failAfter,
    last_report_at: moment(lastReportAt),
    expected_at: moment(isWaiting ? record.expected : null),
    deadline_at: moment(deadline && deadline.kind !== "resume" ? deadline.at : null),
    open_runs: openRuns(record).length,
    paused_until: moment(record.paused?.until ?? null),
  };
};

const healthOf = (state: CheckState): CheckView["health"] => {
  switch (state) {
    case "up":
    case "started":
      return "healthy";
    case "late":
    case "down":
      return "unhealthy";
    case "new":
    case "paused":
      return "unknown";
  }
};

const moment = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
