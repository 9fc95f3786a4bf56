import type { CheckRecord, Gap } from "../../domain/stored/CheckRecord.ts";
import type { CheckRule, Instant } from "./rule.ts";

/** Clocks differ: a report up to this long before an instant of a cron expression stands for it. As healthchecks. */
const earlyMs = 10_000;

const following = (base: Instant, { expects }: CheckRule): Instant | null =>
  "everyMs" in expects ? base + expects.everyMs : expects.instants.next(base + earlyMs);

/** The first expected time of a check that is resumed. */
export const afterResume = (at: Instant, { expects }: CheckRule): Instant | null =>
  "everyMs" in expects ? at + expects.everyMs : expects.instants.next(at - 1);

/** The first expected time that is not before the end of a gap; a period keeps its beat over a time without a daemon. */
const afterGap = (expected: Instant, { kind, to }: Gap, rule: CheckRule): Instant | null => {
  const { expects } = rule;
  if (kind === "paused") return afterResume(to, rule);
  if (!("everyMs" in expects)) return expects.instants.next(to - 1);
  return expected + Math.ceil((to - expected) / expects.everyMs) * expects.everyMs;
};

/** The expected time, or the next one outside of the gaps; null if there is none, or not before the resume. */
export const outsideGaps = (
  expected: Instant | null,
  rule: CheckRule,
  { gaps, paused }: Pick<CheckRecord, "gaps" | "paused">,
): Instant | null => {
  if (expected === null || (paused && expected >= paused.since)) return null;
  const gap = gaps.find(({ from, to }) => from <= expected && expected < to);
  return gap ? outsideGaps(afterGap(expected, gap, rule), rule, { gaps, paused }) : expected;
};

/** When the next report is expected after an end, or after an expected time that was missed. */
export const expectedAfter = (
  base: Instant,
  rule: CheckRule,
  record: Pick<CheckRecord, "gaps" | "paused">,
): Instant | null => outsideGaps(following(base, rule), rule, record);
