import { Schema } from "effect";
import { childStates } from "../tree/State.ts";

/** Why a child is in its state (`sentinel explain`): facts, and the same as sentences. */
export const Explanation = Schema.Struct({
  path: Schema.String,
  state: Schema.Literal(...childStates),
  sentences: Schema.Array(Schema.String),
  facts: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
}).annotations({ identifier: "Explanation" });
export type Explanation = typeof Explanation.Type;
