import { Schema } from "effect";
import { runOutcomes } from "./RunOutcome.ts";
import { runTriggers } from "./RunTrigger.ts";
import type { ChildPath } from "./tree/ChildPath.ts";

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
  /** Null if its start was not observed. */
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

/** What a run is started for. */
export type RunOrigin = Pick<Run, "trigger" | "scheduled_for" | "attempt">;

/** The address of a run. */
export const runId = (path: ChildPath, run: number): string => `${path}@${run}`;
