/** What users and programs see of a job, in addition to what they see of every node. */
import { Schema } from "effect";
import { JobOutcome } from "../job/JobRun.ts";
import { MissReason, SkipReason } from "../job/Ledger.ts";
import { ledgerOutcomes } from "../job/ledgerOutcomes.ts";

/** A moment: ISO 8601, UTC, milliseconds. */
const Moment = Schema.String;

/** What a job is doing: the first that holds, in this order. */
const jobConditions = [
  "stopping",
  "running",
  "removed",
  "backoff",
  "held:paused",
  "held:blackout",
  "held:pool",
  "paused",
  "idle",
] as const;
const JobCondition = Schema.Literal(...jobConditions);
export type JobCondition = typeof JobCondition.Type;

/** The fields of the view of a job. */
export const jobFields = {
  condition: JobCondition,
  /** The next instant that its schedules expect and that has no outcome; null if there is none within a week. */
  next_at: Schema.NullOr(Moment),
  /** How many starts stand in its line. */
  waiting: Schema.Int,
  /** Until when it is paused; `until` null: until somebody resumes it. With who asked for it and why, where that is known. */
  paused: Schema.NullOr(
    Schema.Struct({
      until: Schema.NullOr(Moment),
      by: Schema.optionalWith(Schema.String, { exact: true }),
      reason: Schema.optionalWith(Schema.String, { exact: true }),
    }),
  ),
  /** The newest run that has ended; null before the first. */
  last_run: Schema.NullOr(
    Schema.Struct({
      run: Schema.Int,
      outcome: JobOutcome,
      reason: Schema.NullOr(Schema.String),
      /** Null if it was lost. */
      ended_at: Schema.NullOr(Moment),
    }),
  ),
};
const JobFields = Schema.Struct({ path: Schema.String, ...jobFields });
export type JobFields = typeof JobFields.Type;

/** A row of the ledger, for users and programs (`sentinel ledger --json`). */
export const LedgerItem = Schema.Struct({
  job: Schema.String,
  instant: Moment,
  outcome: Schema.Literal(...ledgerOutcomes),
  reason: Schema.NullOr(Schema.Union(SkipReason, MissReason)),
  /** The numbers of its runs, one for each attempt. */
  runs: Schema.Array(Schema.Int),
}).annotations({ identifier: "LedgerItem" });
export type LedgerItem = typeof LedgerItem.Type;

/** A coming instant (`sentinel next JOB --json`). */
export const ComingInstant = Schema.Struct({
  at: Moment,
  /** The same in the time zone of its schedule, with the offset. */
  local: Schema.String,
  /** What is unusual about it: a change of clocks, or that it will be skipped; null on ordinary days. */
  remark: Schema.NullOr(Schema.String),
}).annotations({ identifier: "ComingInstant" });
export type ComingInstant = typeof ComingInstant.Type;
