import type { Instant } from "./rule.ts";

/** What a check says about its job, pauses aside. */
export type CheckPhase = "new" | "up" | "down";

/** The state of a check as it is shown. */
export type CheckState = "paused" | "down" | "started" | "new" | "late" | "up";

export type FlipReason = "reported" | "missed" | "overdue" | "fail" | "recovered" | "paused" | "resumed";

/** A change between new, up, down and paused. */
export interface CheckFlip {
  readonly at: Instant;
  readonly from: CheckPhase | "paused";
  readonly to: CheckPhase | "paused";
  readonly reason: FlipReason;
}

export type CheckRunOutcome = "succeeded" | "failed" | "overdue" | "open";

/** A run of the job as its reports describe it. Its times are those that the reports claim. */
export interface CheckRun {
  /** Numbered in the order in which the runs became known. */
  readonly run: number;
  /** The id that the job gave it; null: none. */
  readonly id: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly outcome: CheckRunOutcome;
}

/** A time without a daemon, or paused: expected times in [from, to) do not count. */
export interface Gap {
  readonly kind: "unobserved" | "paused";
  readonly from: Instant;
  readonly to: Instant;
}

/** Everything about a check that follows from its reports, pauses, and the times without a daemon. Plain data. */
export interface CheckRecord {
  readonly phase: CheckPhase;
  /** Null: not paused. `until` null: until it is resumed. */
  readonly paused: { readonly since: Instant; readonly until: Instant | null } | null;
  /** Consecutive failures. */
  readonly failures: number;
  /** Whether a report was missed and none has come since. */
  readonly isLate: boolean;
  /** The time of the newest end, by its claim. */
  readonly lastEnd: Instant | null;
  /** When the next report is expected if no run is open; null: nothing is expected. */
  readonly expected: Instant | null;
  /** No deadline is before this time: one grace after a resume, and after the return of the daemon. */
  readonly notBefore: Instant;
  /** The last second that was applied: what is found overdue later happens then. */
  readonly asOf: Instant;
  /** The newest gaps; a late report may be followed by expected times within them. */
  readonly gaps: ReadonlyArray<Gap>;
  readonly runs: ReadonlyArray<CheckRun>;
  /** The number of the last run. */
  readonly lastRun: number;
  /** Reports that repeated another. */
  readonly ignored: number;
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
