import type { Queued, Start } from "../../../domain/job/JobState.ts";
import type { Instant } from "../../../domain/tree/Schedule.ts";
import type { JobRules } from "../rules.ts";
import { change, rulesOf, settle, type Turn, theJob } from "../turn.ts";
import { moveLine } from "./line.ts";

/**
 * The last moment at which it may make its first attempt, that moment included. Null: there is no limit, as for runs by
 * hand and later attempts.
 */
export const startDeadline = (rules: JobRules, { date }: Queued, attempts: number): Instant | null =>
  rules.startWithinMs === null || date === null || attempts > 0 ? null : date + rules.startWithinMs;

/** Who has waited up to the deadline is too late: `time` comes after everything that may still start then. */
export const giveUpLateStarts = (turn: Turn, job: string): void => {
  const rules = rulesOf(turn, job);
  const isTooLate = (queued: Queued | Start): boolean => {
    const deadline = startDeadline(rules, queued, "runs" in queued ? queued.runs.length : 0);
    return deadline !== null && deadline <= turn.now.wall;
  };
  const { starts, line } = theJob(turn, job);
  const late = [...starts, ...line].filter(isTooLate);
  if (late.length === 0) return;
  for (const { date } of late)
    if (date !== null) settle(turn, job, date, { outcome: "missed", reason: "too_late" });
  change(turn, job, {
    starts: starts.filter((start) => !isTooLate(start)),
    line: line.filter((queued) => !isTooLate(queued)),
  });
  moveLine(turn, job);
};
