import type { CheckRecord, Gap } from "../../domain/stored/CheckRecord.ts";
import { expectedAfter, outsideGaps } from "./expected.ts";
import type { CheckRule, Instant } from "./rule.ts";

/** How many gaps are kept: as many as a report of some days ago may have to pass over. */
const keptGaps = 50;

export const keepGap = (gaps: ReadonlyArray<Gap>, gap: Gap): ReadonlyArray<Gap> =>
  [...gaps, gap].slice(-keptGaps);

/**
 * The record after a time without a daemon. Expected times within it are passed over, and every deadline is at least one
 * grace away, since the reports of that time are lost. A pause that was over meanwhile ends with it.
 */
export const returned = (record: CheckRecord, rule: CheckRule, from: Instant, to: Instant): CheckRecord => {
  const { paused } = record;
  const gaps = keepGap(record.gaps, { kind: "unobserved", from, to });
  const notBefore = Math.max(record.notBefore, to + rule.graceMs);
  const until = paused?.until == null ? null : Math.max(paused.until, to);
  const seen = { ...record, gaps, notBefore, paused: paused && { ...paused, until } };
  return { ...seen, expected: outsideGaps(record.expected, rule, seen) };
};

/** The record under a changed rule: the next report is expected at the rule's next time from now on. */
export const underNewRule = (record: CheckRecord, rule: CheckRule, at: Instant): CheckRecord => {
  if (record.phase === "new") return record;
  const before: Gap = { kind: "unobserved", from: 0, to: at };
  const expected = expectedAfter(record.lastEnd ?? at, rule, { gaps: [before], paused: null });
  return { ...record, expected, isLate: false, notBefore: Math.max(record.notBefore, at + rule.graceMs) };
};
