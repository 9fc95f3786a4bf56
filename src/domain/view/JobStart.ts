import { Schema } from "effect";

/** A run of a job that somebody asked for, from its admission to the end of its last attempt. */
export const JobStart = Schema.Struct({
  job: Schema.String,
  /** Its number: the job counts its starts. */
  start: Schema.Int,
  /** `waiting`: in line, for a slot of its pool, or for what the command itself waits for; `backoff`: for its next attempt. */
  phase: Schema.Literal("waiting", "running", "stopping", "backoff", "ended"),
  /** For people: what it waits for, or what it is doing; of one that ended without a run, why. */
  reason: Schema.String,
  /** When its next attempt is due; null unless it waits for one. ISO 8601. */
  next_attempt_at: Schema.NullOr(Schema.String),
  /** The ids of its runs, one for each attempt, oldest first; a daemon knows those that were started or adopted by itself. */
  runs: Schema.Array(Schema.String),
}).annotations({ identifier: "JobStart" });
export type JobStart = typeof JobStart.Type;
