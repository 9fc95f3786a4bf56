import type { CheckStatus } from "../../../domain/view/Status.ts";
import { shortDuration } from "../../terminal/shortDuration.ts";

/** What a check says about its job: `late`; of one that is stopped, that. */
export const checkState = ({ check, state }: CheckStatus): string => check ?? state;

/** The last report to a check, and when the next one is due: `last report 61m ago, missed in 9m`. */
export const checkRemark = (child: CheckStatus, now: number): string => {
  if (child.check === null) return child.reason;
  const last =
    child.last_report_at === null
      ? "no report yet"
      : `last report ${shortDuration(Math.max(0, now - Date.parse(child.last_report_at)))} ago`;
  const failures = child.failures > 0 ? [`${child.failures}/${child.fail_after} failures`] : [];
  return [last, ...failures, ...nextOf(child, now)].join(", ");
};

const nextOf = (
  { check, expected_at, deadline_at, paused_until }: CheckStatus,
  now: number,
): ReadonlyArray<string> => {
  const inTime = (word: string, at: string | null): ReadonlyArray<string> => {
    return at === null ? [] : [`${word} in ${shortDuration(Math.max(0, Date.parse(at) - now))}`];
  };
  switch (check) {
    case "up":
      return inTime("next", expected_at);
    case "late":
      return inTime("missed", deadline_at);
    case "started":
      return inTime("overdue", deadline_at);
    case "paused":
      return inTime("resumed", paused_until);
    default:
      return [];
  }
};
