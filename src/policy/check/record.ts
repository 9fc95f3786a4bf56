import type { CheckRecord } from "../../domain/stored/CheckRecord.ts";
import type { Instant } from "./rule.ts";

/** What a check says about its job, pauses aside. */
export type CheckPhase = CheckRecord["phase"];

export type FlipReason = "reported" | "missed" | "overdue" | "fail" | "recovered" | "paused" | "resumed";

/** A change between new, up, down and paused. */
export interface CheckFlip {
  readonly at: Instant;
  readonly from: CheckPhase | "paused";
  readonly to: CheckPhase | "paused";
  readonly reason: FlipReason;
}

/** A check without any report. */
export const newRecord: CheckRecord = {
  phase: "new",
  paused: null,
  failures: 0,
  isLate: false,
  lastEnd: null,
  expected: null,
  notBefore: 0,
  asOf: 0,
  gaps: [],
  runs: [],
  lastRun: 0,
  ignored: 0,
};

/** The result of a fact: the record after it, and how the state changed. */
export interface Step {
  readonly record: CheckRecord;
  readonly flips: ReadonlyArray<CheckFlip>;
}

/** The record after a fact that changes no state. */
export const unchanged = (record: CheckRecord): Step => ({ record, flips: [] });

/** One step after another. */
export const andThen = (first: Step, next: (record: CheckRecord) => Step): Step => {
  const { record, flips } = next(first.record);
  return { record, flips: [...first.flips, ...flips] };
};

/** Change the phase. During a pause this shows only at the resume, so it is no flip. */
export const turn = (record: CheckRecord, to: CheckPhase, at: Instant, reason: FlipReason): Step => ({
  record: { ...record, phase: to },
  flips: record.paused || record.phase === to ? [] : [{ at, from: record.phase, to, reason }],
});
