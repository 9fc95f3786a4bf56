import { Schema } from "effect";
import { Instant, Schedule, Window } from "./Schedule.ts";

const Millis = Schema.Int.pipe(Schema.nonNegative());

/** What happens to an instant that finds the job active. */
export const Overlap = Schema.Union(
  Schema.Struct({ kind: Schema.Literal("skip", "replace", "allow") }),
  /** At most `length` instants wait in line. */
  Schema.Struct({ kind: Schema.Literal("queue"), length: Schema.Int.pipe(Schema.positive()) }),
);
export type Overlap = typeof Overlap.Type;

/** Which instants that passed during an outage, a sleep, a clock step or a pause are made up afterwards. */
export const CatchUp = Schema.Union(
  Schema.Struct({ kind: Schema.Literal("none", "last") }),
  Schema.Struct({ kind: Schema.Literal("all"), most: Schema.Int.pipe(Schema.positive()) }),
);
export type CatchUp = typeof CatchUp.Type;

/** A cause of another attempt: any unsuccessful exit, one exit code, a timeout, or a run that was lost. */
export const RetryCause = Schema.Union(
  Schema.Literal("exit", "timeout", "lost"),
  Schema.Struct({ exit: Schema.Int }),
);
export type RetryCause = typeof RetryCause.Type;

/** How often, when, and after which causes a failed attempt is repeated. */
export const Retry = Schema.Struct({
  /** Attempts after the first one; 0: none. */
  times: Schema.NonNegativeInt,
  /** The delay before attempt k + 1 is `initialMs × factor^(k-1)`, at most `maxMs`. */
  backoff: Schema.Struct({
    initialMs: Millis,
    factor: Schema.Number.pipe(Schema.greaterThanOrEqualTo(1)),
    maxMs: Millis,
  }),
  when: Schema.Array(RetryCause),
});
export type Retry = typeof Retry.Type;

/** A job whose end starts this one: `success`; `failure` (failed, timed out, lost); `end` (these, and killed). */
export const Chain = Schema.Struct({
  job: Schema.String,
  on: Schema.Literal("success", "failure", "end"),
});
export type Chain = typeof Chain.Type;

/** A value that a run by hand may set; the command gets it as the environment variable of that name. */
const Parameter = Schema.Struct({
  name: Schema.String,
  /** What scheduled runs get, and runs by hand that don't set it; null: a run by hand must set it. */
  default: Schema.NullOr(Schema.String),
});

/** The settings of a job beside those of its slots: when it runs, and what happens when it can't. */
export const jobSettings = {
  /** None: it runs by hand, or after another job. */
  schedules: Schema.Array(Schedule),
  /** Every instant is delayed by a fixed part of this, which depends on the job and the machine. */
  jitterMs: Millis,
  overlap: Overlap,
  catchUp: CatchUp,
  /** How late the first attempt may start, counted from the instant; null: no limit. */
  startWithinMs: Schema.NullOr(Millis),
  /** How long a run may take before it is asked to stop; null: no limit. */
  timeoutMs: Schema.NullOr(Millis),
  /** How long a run that was asked to stop may take before it is killed. */
  killGraceMs: Millis,
  retry: Retry,
  /** The pool whose slots limit how many runs go at a time; null: none. */
  pool: Schema.NullOr(Schema.String),
  /** Nothing starts by itself in these windows, and their instants are skipped. */
  blackouts: Schema.Array(Window),
  /** The schedules expect nothing before `from`, and nothing at `until` or later; null: no such limit. */
  active: Schema.Struct({ from: Schema.NullOr(Instant), until: Schema.NullOr(Instant) }),
  chain: Schema.Array(Chain),
  parameters: Schema.Array(Parameter),
};
const JobSettings = Schema.Struct(jobSettings);
export type JobSettings = typeof JobSettings.Type;
