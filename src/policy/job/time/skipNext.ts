import type { Instant } from "../../../domain/tree/Schedule.ts";
import { wholeSecond } from "../now.ts";
import { change, rulesOf, type Turn, theJob } from "../turn.ts";
import { expectedFrom } from "./windows.ts";

/**
 * Marks the coming instant that has neither an outcome nor a mark; in the second of an instant, that one. The mark names
 * the instant: it stays when the schedule changes, and means nothing if the new one doesn't expect that instant.
 */
export const skipNext = (turn: Turn, job: string): void => {
  const { marks, settled, seenBefore } = theJob(turn, job);
  const rules = rulesOf(turn, job);
  const isTaken = (at: Instant): boolean => at < seenBefore || settled.includes(at) || marks.includes(at);
  let at = expectedFrom(rules, wholeSecond(turn.now.wall));
  while (at !== null && isTaken(at)) at = expectedFrom(rules, at + 1);
  if (at !== null) change(turn, job, { marks: [...marks, at] });
};
