import type { CheckRecord } from "../../domain/stored/CheckRecord.ts";
import type { CheckState } from "../../domain/tree/CheckState.ts";
import type { Instant } from "./rule.ts";
import { openRuns } from "./runs.ts";

/** The state of a check in the second `now`, after its reports and deadlines. */
export const checkState = (record: CheckRecord, now: Instant): CheckState => {
  const { phase, paused, isLate, expected } = record;
  if (paused) return "paused";
  if (phase === "down") return "down";
  if (openRuns(record).length > 0) return "started";
  if (phase === "new") return "new";
  return isLate || (expected !== null && expected <= now) ? "late" : "up";
};
