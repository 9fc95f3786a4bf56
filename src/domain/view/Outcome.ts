import { Schema } from "effect";
import { childStates } from "../tree/State.ts";
import { GroupState } from "./GroupState.ts";

/** The outcome of a command for a child, once its goal is reached or impossible. */
export const Outcome = Schema.Struct({
  path: Schema.String,
  state: Schema.Literal(...childStates),
  /** Whether the requested state was reached. */
  reached: Schema.Boolean,
  /** For users: what happened. */
  reason: Schema.String,
  /** The last words of its program, if a run of it has failed. */
  last_words: Schema.optionalWith(Schema.String, { exact: true }),
  /** For a signal: the processes whose groups received it. */
  pids: Schema.optionalWith(Schema.Array(Schema.Int), { exact: true }),
  /** For a run of a job by hand: its id in the history of runs, unless it waits. */
  run_id: Schema.optionalWith(Schema.String, { exact: true }),
  /** For a run of a job by hand: the number of its start (`GET /jobs/{path}/starts/{start}`). */
  start: Schema.optionalWith(Schema.Int, { exact: true }),
  /** For a start of a supervisor: which of its children are up. */
  children: Schema.optionalWith(GroupState, { exact: true }),
}).annotations({ identifier: "Outcome" });
export type Outcome = typeof Outcome.Type;
