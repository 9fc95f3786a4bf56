import type { CheckRecord } from "../../domain/stored/CheckRecord.ts";
import { afterResume } from "./expected.ts";
import { keepGap } from "./gaps.ts";
import { type Step, unchanged } from "./record.ts";
import type { CheckRule, Instant } from "./rule.ts";

/** Pause: no deadline acts, reports are still counted. A second pause only changes how long. */
export const pause = (record: CheckRecord, at: Instant, until: Instant | null): Step =>
  record.paused
    ? unchanged({ ...record, paused: { ...record.paused, until } })
    : {
        record: { ...record, paused: { since: at, until } },
        flips: [{ at, from: record.phase, to: "paused", reason: "paused" }],
      };

/** End a pause: the state is what the reports say, and the next one is expected from now on. */
export const resume = (record: CheckRecord, rule: CheckRule, at: Instant): Step => {
  if (!record.paused) return unchanged(record);
  const gaps = keepGap(record.gaps, { kind: "paused", from: record.paused.since, to: at });
  const notBefore = Math.max(record.notBefore, at + rule.graceMs);
  const expected = record.phase === "new" ? null : afterResume(at, rule);
  return {
    record: { ...record, paused: null, gaps, notBefore, expected, isLate: false },
    flips: [{ at, from: "paused", to: record.phase, reason: "resumed" }],
  };
};
