import { Schema } from "effect";
import { Instant } from "../tree/Schedule.ts";

/** What led to a run. */
export const Trigger = Schema.Literal("schedule", "catch_up", "retry", "manual", "chain");
export type Trigger = typeof Trigger.Type;

/** How a run of a job ended: the outcomes of ended runs without `stopped`, since each stop of a job has a cause. */
export const JobOutcome = Schema.Literal("succeeded", "failed", "timed_out", "killed", "lost");
export type JobOutcome = typeof JobOutcome.Type;

/** Why a run was asked to stop. */
export const StopCause = Schema.Literal("timeout", "replaced", "requested", "removed");
export type StopCause = typeof StopCause.Type;

/** A run of a job. Times are wall times; numbers count within the job. */
export const JobRun = Schema.Struct({
  job: Schema.String,
  run: Schema.Int,
  /** The number of the slot in which it runs, `1` for `backup#1`. */
  slot: Schema.Int,
  trigger: Trigger,
  /** The instant it runs for; null for a run by hand. Later attempts keep that of the first. */
  scheduledFor: Schema.NullOr(Instant),
  startedAt: Instant,
  /** Null while it runs, and for ever if it was lost. */
  endedAt: Schema.NullOr(Instant),
  outcome: Schema.Union(JobOutcome, Schema.Literal("running")),
  /** `exit 75`, or why it was killed; null if there is nothing to add. */
  reason: Schema.NullOr(Schema.String),
  /** 1 for the first attempt. */
  attempt: Schema.Int,
});
export type JobRun = typeof JobRun.Type;
