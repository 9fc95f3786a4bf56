import type { Instant, Window } from "../../../domain/tree/Schedule.ts";
import type { JobRules } from "../rules.ts";

const covers = ({ from, until }: Window, at: Instant): boolean => from <= at && at < until;

/** Whether the instant lies in a blackout of the job. */
export const isBlackedOut = ({ blackouts }: JobRules, at: Instant): boolean =>
  blackouts.some((window) => covers(window, at));

/** The end of the blackouts that cover the instant, of which one may begin where another ends; null outside of them. */
export const blackoutEnd = (rules: JobRules, at: Instant): Instant | null => {
  const window = rules.blackouts.find((one) => covers(one, at));
  return window ? (blackoutEnd(rules, window.until) ?? window.until) : null;
};

/** Whether the schedules of the job expect anything at this instant. */
const isActiveAt = ({ active: { from, until } }: JobRules, at: Instant): boolean =>
  (from === null || from <= at) && (until === null || at < until);

/** The first instant that the job expects by its schedules at `from` or later; null if there is none. */
export const expectedFrom = (rules: JobRules, from: Instant): Instant | null => {
  const begin = Math.max(from, rules.active.from ?? from);
  const at = rules.expected.next(begin - 1);
  return at !== null && isActiveAt(rules, at) ? at : null;
};
