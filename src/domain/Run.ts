import { Schema } from "effect";
import type { ChildPath } from "./tree/ChildPath.ts";

/**
 * Why a run was started.
 * - `start`: with its tree or its group
 * - `restart`: after its end, or with its siblings, as its supervisor decided
 * - `request`: by a command or an apply; `by` says whose
 * - `schedule`: at an instant of its job's schedules
 * - `catch_up`: for an instant that had passed unobserved
 * - `retry`: after a failed attempt of its job
 * - `manual`: by `sentinel run`
 * - `chain`: after another job
 */
export const runTriggers = [
  "start",
  "restart",
  "request",
  "schedule",
  "catch_up",
  "retry",
  "manual",
  "chain",
] as const;
export type RunTrigger = (typeof runTriggers)[number];

/**
 * What became of a run.
 * - `running`: it has not ended
 * - `succeeded`: it ended by itself, with an exit that its exit rules list as a success
 * - `failed`: it ended by itself in any other way, or could not be started
 * - `timed_out`: it was stopped because it was not ready, or not done, in time
 * - `stopped`: it was asked to stop, and did
 * - `killed`: it was asked to stop and ended by SIGKILL, or it is the run of a job that was ended before it was done
 * - `lost`: nobody has observed its exit
 */
export const runOutcomes = [
  "running",
  "succeeded",
  "failed",
  "timed_out",
  "stopped",
  "killed",
  "lost",
] as const;
export type RunOutcome = (typeof runOutcomes)[number];

/** One incarnation of a process, from its start to its outcome (CLI.md, `runs --json`). Times are ISO 8601. */
export const Run = Schema.Struct({
  /** Its address: the path of its child, `@`, and its number: `web/api#1@17`. */
  id: Schema.String,
  path: Schema.String,
  /** The number of the run, which its child never uses again. */
  run: Schema.Int,
  trigger: Schema.Literal(...runTriggers),
  /** The instant of the schedule for which it was started; null if it was not started for one. */
  scheduled_for: Schema.NullOr(Schema.String),
  /** Of a job: the number of the attempt, from 1; null for a service. */
  attempt: Schema.NullOr(Schema.Int),
  /** Null if nobody has observed its start. */
  started_at: Schema.NullOr(Schema.String),
  /** Null while it is running, and if the time of its end is unknown. */
  ended_at: Schema.NullOr(Schema.String),
  outcome: Schema.Literal(...runOutcomes),
  /** Why it was started, while it is running; then why it ended. */
  reason: Schema.String,
  /** The exit code; null while it is running, after a signal, and if the exit is unknown. */
  code: Schema.NullOr(Schema.Int),
  /** The signal that has ended it, such as `SIGKILL`. */
  signal: Schema.NullOr(Schema.String),
  /** The principal that caused its start. */
  by: Schema.String,
  /** The numbers of its first and last line of output; null: it has printed nothing, or that is not known yet. */
  output: Schema.NullOr(Schema.Struct({ first: Schema.Int, last: Schema.Int })),
}).annotations({ identifier: "Run" });
export type Run = typeof Run.Type;

/** The address of a run. */
export const runId = (path: ChildPath, run: number): string => `${path}@${run}`;
