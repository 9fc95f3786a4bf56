import { Schema } from "effect";
import { numberedFormat } from "./numbered.ts";

/** A time in whole seconds, as ms since 1970-01-01T00:00:00Z. */
const Instant = Schema.Number;

/** A run of a check's job as its reports describe it. Its times are those that the reports claim. */
export const CheckRun = Schema.Struct({
  /** Numbered in the order in which the runs became known. */
  run: Schema.Int,
  /** The id that the job gave it; null: none. */
  id: Schema.NullOr(Schema.String),
  startedAt: Schema.NullOr(Instant),
  endedAt: Schema.NullOr(Instant),
  outcome: Schema.Literal("succeeded", "failed", "overdue", "open"),
});
export type CheckRun = typeof CheckRun.Type;

/** A time without a daemon, or paused: expected times in [from, to) do not count. */
const Gap = Schema.Struct({
  kind: Schema.Literal("unobserved", "paused"),
  from: Instant,
  to: Instant,
});
export type Gap = typeof Gap.Type;

/** Everything about a check that follows from its reports, pauses, and the times without a daemon. */
export const CheckRecord = Schema.Struct({
  /** What its reports say, pauses aside. */
  phase: Schema.Literal("new", "up", "down"),
  /** Null: not paused. `until` null: until it is resumed. */
  paused: Schema.NullOr(Schema.Struct({ since: Instant, until: Schema.NullOr(Instant) })),
  /** Consecutive failures. */
  failures: Schema.Int,
  /** Whether a report was missed and none has come since. */
  isLate: Schema.Boolean,
  /** The time of the newest end, by its claim. */
  lastEnd: Schema.NullOr(Instant),
  /** When the next report is expected if no run is open; null: nothing is expected. */
  expected: Schema.NullOr(Instant),
  /** No deadline is before this time: one grace after a resume, and after the return of the daemon. */
  notBefore: Instant,
  /** The last second that was applied: what is found overdue later happens then. */
  asOf: Instant,
  /** The newest gaps; a late report may be followed by expected times within them. */
  gaps: Schema.Array(Gap),
  runs: Schema.Array(CheckRun),
  /** The number of the last run. */
  lastRun: Schema.Int,
  /** Reports that repeated another. */
  ignored: Schema.Int,
});
export type CheckRecord = typeof CheckRecord.Type;

/** What is stored of a check. */
const CheckMemory = Schema.Struct({
  record: CheckRecord,
  /** When the last report arrived, ms since the epoch. */
  lastReportAt: Schema.NullOr(Instant),
  /** The expectation that the record was computed with, as JSON: another one changes when the next report is expected. */
  rule: Schema.String,
});
export type CheckMemory = typeof CheckMemory.Type;

const format = numberedFormat({ kind: "check", content: "memory" }, CheckMemory);

/** A check as JSON, in the form in which it is stored. */
export const storedCheck = format.write;

/** The check that was stored, in any format; left: this version can't read it. */
export const readStoredCheck = format.read;
