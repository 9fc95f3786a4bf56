import { Schema } from "effect";
import { childStates } from "../tree/State.ts";
import { RestartWindow } from "./RestartWindow.ts";

/** How long the newest attempts of a probe took, oldest first, in ms. */
const ProbeLatency = Schema.Struct({
  probe: Schema.Literal("startup", "ready", "live"),
  recent_ms: Schema.Array(Schema.Number),
});

/** Why a child is in its state (`sentinel explain`): facts, and the same as sentences. */
export const Explanation = Schema.Struct({
  path: Schema.String,
  state: Schema.Literal(...childStates),
  sentences: Schema.Array(Schema.String),
  facts: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
  /** The limits that its restarts count towards; of a supervisor that of its children first. Older daemons omit them. */
  restart_windows: Schema.optionalWith(Schema.Array(RestartWindow), { exact: true }),
  /** How long the newest attempts of its probes in this run took; left out without any. */
  probe_latencies: Schema.optionalWith(Schema.Array(ProbeLatency), { exact: true }),
}).annotations({ identifier: "Explanation" });
export type Explanation = typeof Explanation.Type;
