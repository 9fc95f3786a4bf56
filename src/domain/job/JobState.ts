import { Schema } from "effect";
import { Instant } from "../tree/Schedule.ts";
import { JobOutcome, StopCause } from "./JobRun.ts";
import { JobTally } from "./JobTally.ts";
import { MissReason } from "./Ledger.ts";

/** Milliseconds of real time, which no clock step changes and which includes sleep. */
const RealTime = Schema.Number;

/** A run by hand: who asked for it, and the values of its parameters. */
export const RunRequest = Schema.Struct({
  by: Schema.String,
  parameters: Schema.Record({ key: Schema.String, value: Schema.String }),
});
export type RunRequest = typeof RunRequest.Type;

/** What an admitted start is: its cause and its date. A run by hand has a request and no date. */
const admitted = {
  /** Counts the admitted starts of the job. */
  id: Schema.Int,
  trigger: Schema.Literal("schedule", "catch_up", "manual", "chain"),
  date: Schema.NullOr(Instant),
  request: Schema.NullOr(RunRequest),
};

/** A start that stands in the line of its job. */
export const Queued = Schema.Struct(admitted);
export type Queued = typeof Queued.Type;

/** A run that goes, with the limits it was started with. */
const Going = Schema.Struct({
  run: Schema.Int,
  slot: Schema.Int,
  pool: Schema.NullOr(Schema.String),
  startedAt: Instant,
  /** When its timeout passes. */
  stopAt: Schema.NullOr(RealTime),
  killGraceMs: Schema.Number,
});

/** Where an admitted start stands. */
export const Phase = Schema.Union(
  /** It may start its next attempt as soon as nothing holds it; first in its job, or due, `since`. */
  Schema.Struct({ kind: Schema.Literal("waiting"), since: RealTime }),
  Schema.Struct({ kind: Schema.Literal("running"), going: Going }),
  /** Asked to stop. `killAt` null: it has been killed. */
  Schema.Struct({
    kind: Schema.Literal("stopping"),
    going: Going,
    cause: StopCause,
    killAt: Schema.NullOr(RealTime),
  }),
  /** The next attempt is due later. */
  Schema.Struct({ kind: Schema.Literal("backoff"), due: RealTime }),
);
export type Phase = typeof Phase.Type;

/** An admitted start that is not in the line: it makes the job active until its last attempt has ended. */
export const Start = Schema.Struct({
  ...admitted,
  phase: Phase,
  /** The numbers of its runs, one for each attempt. */
  runs: Schema.Array(Schema.Int),
  /** How its last attempt ended, and when. */
  lastEnd: Schema.NullOr(Schema.Struct({ outcome: JobOutcome, at: Instant })),
});
export type Start = typeof Start.Type;

/** An instant that has passed and is settled as soon as the job is observed and not paused. */
export const Passed = Schema.Struct({
  at: Instant,
  reason: Schema.Union(MissReason, Schema.Literal("paused")),
});
export type Passed = typeof Passed.Type;

/**
 * The older ones of very many, of which only a rough account is kept: `count` instants from `from` on and before `until`, all
 * with this reason. Each has its row in the ledger.
 */
export const PassedRange = Schema.Struct({
  reason: Passed.fields.reason,
  from: Instant,
  until: Instant,
  count: Schema.Int,
});
export type PassedRange = typeof PassedRange.Type;

/** A job as its decisions leave it: everything that a later daemon needs to continue. */
export const JobState = Schema.Struct({
  /** Instants before this one have been seen: they have an outcome, if only for now: those in `passed`. */
  seenBefore: Instant,
  /** The first expected instant that has not been seen. */
  next: Schema.NullOr(Instant),
  passed: Schema.Array(Passed),
  /** Those that passed before the ones in `passed`, and are too many to be made up. */
  passedEarlier: Schema.Array(PassedRange),
  /** Instants that have an outcome and are not yet safely past: no schedule or chain gives them another. */
  settled: Schema.Array(Instant),
  /** Instants that somebody asked to skip. */
  marks: Schema.Array(Instant),
  pause: Schema.NullOr(
    Schema.Struct({
      from: Instant,
      until: Schema.NullOr(Instant),
      /** Who paused it, and why. */
      by: Schema.optional(Schema.String),
      reason: Schema.optional(Schema.String),
    }),
  ),
  removed: Schema.Boolean,
  starts: Schema.Array(Start),
  /** Who waits behind the active start. */
  line: Schema.Array(Queued),
  /** Starts admitted, and runs started, so far. */
  admitted: Schema.Int,
  runs: Schema.Int,
  /** What it has come to so far; left out: nothing yet. */
  tally: Schema.optional(JobTally),
});
export type JobState = typeof JobState.Type;
