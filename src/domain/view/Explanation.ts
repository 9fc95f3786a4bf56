import { Schema } from "effect";
import { childStates } from "../tree/State.ts";
import { RestartWindow } from "./RestartWindow.ts";

/** Why a child is in its state (`sentinel explain`): facts, and the same as sentences. */
export const Explanation = Schema.Struct({
  path: Schema.String,
  state: Schema.Literal(...childStates),
  sentences: Schema.Array(Schema.String),
  facts: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
  /** The limits that its restarts count towards; of a supervisor that of its children first. Older daemons omit them. */
  restart_windows: Schema.optionalWith(Schema.Array(RestartWindow), { exact: true }),
}).annotations({ identifier: "Explanation" });
export type Explanation = typeof Explanation.Type;
