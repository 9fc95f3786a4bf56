import { Schema } from "effect";
import { childStates, standings } from "../tree/State.ts";
import { Tally } from "../tree/Tally.ts";

/** A counted restart, by wall time: ms since the epoch, which the next daemon can make sense of. */
const Counted = Schema.Struct({ child: Schema.String, at: Schema.Number });

/** Why something is being stopped. The first is somebody's wish; each of the others has its own sequel. */
const purposes = ["request", "not_ready", "start_failed", "gave_up", "auto_shutdown", "killed"] as const;

const Stop = Schema.Struct({
  purpose: Schema.Literal(...purposes),
  mode: Schema.Literal("ordered", "brutal"),
  isAsked: Schema.Boolean,
});

/**
 * What the next daemon must know of a node to go on where this one was killed. Times are wall time, because the
 * monotonic clock of a process means nothing to another.
 */
export const Memory = Schema.Struct({
  path: Schema.String,
  state: Schema.Literal(...childStates),
  /** The newest run that this was written for; null for a supervisor. */
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
  /** When a supervisor was last started, ms since the epoch; null for a service, whose run says it. */
  startedAt: Schema.NullOr(Schema.Number),
  /** The stop under way: what for, how, and whether the process has been asked; null in any other state. */
  stop: Schema.NullOr(Stop),
  /** The start or the stop that waits, and what that is for; older daemons let nothing wait. */
  held: Schema.optional(Schema.Struct({ cause: Schema.String })),
  /** What its supervisor remembers of it: where it stands (null for the root), what people want, failures in a row, its own counted restarts. */
  standing: Schema.NullOr(Schema.Literal(...standings)),
  wanted: Schema.Literal("up", "down"),
  streak: Schema.Int,
  /** Starts in a row that the system has refused it; older daemons did not remember them. */
  refusals: Schema.optionalWith(Schema.Int, { default: () => 0 }),
  counted: Schema.Array(Counted),
  /** Of a supervisor: the restarts that count towards its intensity. */
  window: Schema.Array(Counted),
  /** What has been counted of it; left out where that is nothing. Older daemons did not count. */
  tally: Schema.optional(Tally),
});
export type Memory = typeof Memory.Type;
