import { Schema } from "effect";
import { childStates } from "../tree/State.ts";
import { GroupState } from "./GroupState.ts";

/** What a command to a child came to, once it is reached or has become impossible. */
export const Outcome = Schema.Struct({
  path: Schema.String,
  state: Schema.Literal(...childStates),
  /** Whether the state is what was asked for. */
  reached: Schema.Boolean,
  /** For people: what happened. */
  reason: Schema.String,
  /** What its program said last, where a run of it has failed. */
  last_words: Schema.optionalWith(Schema.String, { exact: true }),
  /** Of a signal: the processes whose groups received it. */
  pids: Schema.optionalWith(Schema.Array(Schema.Int), { exact: true }),
  /** Where a supervisor was to be up: what is up under it. */
  children: Schema.optionalWith(GroupState, { exact: true }),
}).annotations({ identifier: "Outcome" });
export type Outcome = typeof Outcome.Type;
