import type { CheckRecord } from "../../domain/stored/CheckRecord.ts";
import { type FlipReason, type Step, turn, unchanged } from "./record.ts";
import type { CheckRule, Instant } from "./rule.ts";

/** Count a failure. At the limit the check goes down, with this cause as the reason. */
export const fail = (
  record: CheckRecord,
  { failAfter }: CheckRule,
  at: Instant,
  cause: Extract<FlipReason, "missed" | "overdue" | "fail">,
): Step => {
  const failures = record.failures + 1;
  const counted = { ...record, failures };
  return failures >= failAfter ? turn(counted, "down", at, cause) : unchanged(counted);
};
