import type { Passed, PassedRange } from "../../../domain/job/JobState.ts";
import type { Instant } from "../../../domain/tree/Schedule.ts";
import type { JobRules } from "../rules.ts";
import { change, declaredRulesOf, type Turn, theJob } from "../turn.ts";
import { expectedFrom } from "./windows.ts";

/**
 * How many of the instants that have passed are kept one by one, even where the rules make up fewer: a rule that is changed
 * before they are settled finds them.
 */
const keptOneByOne = 100;

/** The range grown by an instant. */
const withInstant = (range: PassedRange | undefined, { at, reason }: Passed): PassedRange => ({
  reason,
  from: Math.min(range?.from ?? at, at),
  until: Math.max(range?.until ?? 0, at + 1),
  count: (range?.count ?? 0) + 1,
});

/**
 * Keeps the state of a job small however long it is paused: of the instants that have passed, only as many are kept one by one
 * as may be made up. Of the older ones, which may only be superseded, ranges are enough, since each has its row in the ledger.
 */
export const foldEarlier = (turn: Turn, job: string): void => {
  const { passed, passedEarlier } = theJob(turn, job);
  const catchUp = declaredRulesOf(turn, job)?.catchUp;
  const kept = Math.max(keptOneByOne, catchUp?.kind === "all" ? catchUp.most : 0);
  if (passed.length <= kept) return;
  const sorted = passed.toSorted((a, b) => a.at - b.at);
  const ranges = new Map(passedEarlier.map((range) => [range.reason, range]));
  for (const one of sorted.slice(0, -kept)) ranges.set(one.reason, withInstant(ranges.get(one.reason), one));
  change(turn, job, { passed: sorted.slice(-kept), passedEarlier: [...ranges.values()] });
};

const expectedIn = (rules: JobRules, from: Instant, until: Instant): number => {
  let count = 0;
  for (let at = expectedFrom(rules, from); at !== null && at < until; at = expectedFrom(rules, at + 1))
    count += 1;
  return count;
};

/** What lies in the range from `from` on and before `until`; null: nothing. */
export const rangeWithin = (
  rules: JobRules,
  range: PassedRange,
  { from, until }: { readonly from: Instant; readonly until: Instant },
): PassedRange | null => {
  const [first, end] = [Math.max(range.from, from), Math.min(range.until, until)];
  if (first === range.from && end === range.until) return range;
  const count = Math.min(range.count, expectedIn(rules, first, end));
  return count === 0 ? null : { ...range, from: first, until: end, count };
};
