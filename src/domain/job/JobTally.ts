import { Schema } from "effect";
import { Instant } from "../tree/Schedule.ts";
import { JobOutcome } from "./JobRun.ts";

/** Zero counts are left out, so that further words can be added. */
const Counts = Schema.Record({ key: Schema.String, value: Schema.Int });

/** What a job has come to so far, over all daemons that had its tree. */
export const JobTally = Schema.Struct({
  /** Instants with an outcome, by it; one that a step of the clock brings back is counted again. */
  instants: Counts,
  /** Ended runs, by outcome. */
  runs: Counts,
  /** The run that ended last; `endedAt` null: it was lost. */
  last: Schema.NullOr(
    Schema.Struct({
      run: Schema.Int,
      outcome: JobOutcome,
      reason: Schema.NullOr(Schema.String),
      startedAt: Schema.NullOr(Instant),
      endedAt: Schema.NullOr(Instant),
    }),
  ),
  /** When the last run that succeeded ended. */
  succeededAt: Schema.NullOr(Instant),
});
export type JobTally = typeof JobTally.Type;
