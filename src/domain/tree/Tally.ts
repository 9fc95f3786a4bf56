import { Schema } from "effect";

/**
 * Why the system started a child again: its exit (`crash`, `normal`, `shutdown`, as in `EndKind`), an exit or a refused
 * start before it was ready (`start_failed`), a start timeout (`not_ready`), a failed probe (`unhealthy`), too much memory (`memory`), its age (`max_runtime`), a restart of its group
 * (`group`); or, for a supervisor, that it failed to its parent (`escalation`).
 */
export type RestartReason =
  | "crash"
  | "normal"
  | "shutdown"
  | "start_failed"
  | "not_ready"
  | "unhealthy"
  | "memory"
  | "max_runtime"
  | "group"
  | "escalation";

/**
 * How a run ended: by itself with success (`ok`), another exit code (`error`) or a signal; stopped after a start
 * timeout (`timeout`), because a probe failed (`unhealthy`), or on request (`stopped`); or it is not known (`unknown`).
 */
export type RunResult = "ok" | "error" | "signal" | "timeout" | "unhealthy" | "stopped" | "unknown";

/** Zero counts are left out, so that further words can be added. */
const Counts = Schema.optionalWith(Schema.Record({ key: Schema.String, value: Schema.Int }), {
  default: () => ({}),
});

/** The counts of a node, over all daemons that had its tree. */
export const Tally = Schema.Struct({
  /** Of a service: its automatic restarts by `RestartReason`. Of a supervisor: those of its children. */
  restarts: Counts,
  /** Ended runs by `RunResult`. */
  exits: Counts,
  /**
   * Ended runs by duration: each upper bound, in seconds (`+Inf` for the last), counts the runs above the previous
   * bound.
   */
  durations: Counts,
  /** The total duration of these runs, in seconds. */
  seconds: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  /** Of a supervisor: how often it has given up and failed to its parent. */
  escalations: Schema.optionalWith(Schema.Int, { default: () => 0 }),
});
export type Tally = typeof Tally.Type;
