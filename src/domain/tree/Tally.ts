import { Schema } from "effect";

/**
 * Why the system has started a child again: its end (`crash`, `normal`, `shutdown`, as in `EndKind`), an end or a refusal
 * before it was ready (`start_failed`), no readiness in time (`not_ready`), a restart of its group (`group`); or, for a
 * supervisor, that it had failed to its parent (`escalation`).
 */
export type RestartReason =
  | "crash"
  | "normal"
  | "shutdown"
  | "start_failed"
  | "not_ready"
  | "group"
  | "escalation";

/**
 * How a run has ended: by itself with success (`ok`), with another exit code (`error`) or by a signal; stopped because it
 * was not ready in time (`timeout`), or on request (`stopped`); or nobody was there to be told (`unknown`).
 */
export type RunResult = "ok" | "error" | "signal" | "timeout" | "stopped" | "unknown";

/** Zero is left out, so that words can be added. */
const Counts = Schema.optionalWith(Schema.Record({ key: Schema.String, value: Schema.Int }), {
  default: () => ({}),
});

/** What has been counted of a node, over all daemons that have had its tree. */
export const Tally = Schema.Struct({
  /** Of a service: its automatic restarts by `RestartReason`. Of a supervisor: those of its children. */
  restarts: Counts,
  /** Ended runs by `RunResult`. */
  exits: Counts,
  /** Ended runs by duration: under each upper bound in seconds (`+Inf` for the last) those above the bound before. */
  durations: Counts,
  /** How long all those runs took together, in seconds. */
  seconds: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  /** Of a supervisor: how often it has given up and failed to its parent. */
  escalations: Schema.optionalWith(Schema.Int, { default: () => 0 }),
});
export type Tally = typeof Tally.Type;
