import { Schema } from "effect";
import { childStates, standings } from "../tree/State.ts";
import { Tally } from "../tree/Tally.ts";

/** A counted restart in wall time, ms since the epoch, which the next daemon can interpret. */
const Counted = Schema.Struct({ child: Schema.String, at: Schema.Number });

/** Why something is being stopped. The first is a user's request; each of the others has its own consequence. */
const purposes = [
  "request",
  "not_ready",
  "unhealthy",
  "memory",
  "max_runtime",
  "start_failed",
  "gave_up",
  "auto_shutdown",
  "killed",
] as const;

const Stop = Schema.Struct({
  purpose: Schema.Literal(...purposes),
  mode: Schema.Literal("ordered", "brutal"),
  isAsked: Schema.Boolean,
});

/**
 * What the next daemon needs to know about a node to continue if this one is killed. Times are wall time, because the
 * monotonic clock of a process is meaningless to another one.
 */
export const Memory = Schema.Struct({
  path: Schema.String,
  state: Schema.Literal(...childStates),
  /** The newest run at the time of writing; null for a supervisor. */
  run: Schema.NullOr(Schema.Int),
  reason: Schema.String,
  by: Schema.String,
  /** ISO 8601. */
  since: Schema.String,
  nextAttemptAt: Schema.NullOr(Schema.String),
  /** Automatic restarts, as status shows them. */
  restarted: Schema.Int,
  lastExit: Schema.NullOr(
    Schema.Struct({
      run: Schema.Int,
      code: Schema.NullOr(Schema.Int),
      signal: Schema.NullOr(Schema.String),
      reason: Schema.String,
      at: Schema.String,
    }),
  ),
  /** When a supervisor was last started, ms since the epoch; null for a service, whose run has the time. */
  startedAt: Schema.NullOr(Schema.Number),
  /**
   * The stop in progress: its purpose, its mode, and whether the process was asked to stop; null in any other state.
   */
  stop: Schema.NullOr(Stop),
  /** The start or stop on hold, and its cause. Older daemons hold nothing. */
  held: Schema.optional(Schema.Struct({ cause: Schema.String })),
  /**
   * The supervisor's record of the node: its standing (null for the root), its desired state, its consecutive failures,
   * and its own counted restarts.
   */
  standing: Schema.NullOr(Schema.Literal(...standings)),
  wanted: Schema.Literal("up", "down"),
  streak: Schema.Int,
  /** Consecutive starts that the system has refused; older daemons did not store them. */
  refusals: Schema.optionalWith(Schema.Int, { default: () => 0 }),
  counted: Schema.Array(Counted),
  /** Of a supervisor: the restarts that count towards its intensity. */
  window: Schema.Array(Counted),
  /** The counts of the node; omitted if all are zero. Older daemons did not count. */
  tally: Schema.optional(Tally),
});
export type Memory = typeof Memory.Type;
