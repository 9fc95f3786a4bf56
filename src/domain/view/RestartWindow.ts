import { Schema } from "effect";

/** A moment: ISO 8601, UTC, milliseconds. */
const Moment = Schema.String;

/** A restart that counts towards a limit. */
const CountedRestart = Schema.Struct({
  /** The path of the child that was restarted. */
  child: Schema.String,
  /** Since when it ages: the failure, later by the pauses that the child has made since. May lie in the future. */
  at: Moment,
  /** When it no longer counts. */
  leaves_at: Moment,
  /** While the child pauses it does not age: until then it is as old as it will be then. Null: it ages. */
  stands_until: Schema.NullOr(Moment),
}).annotations({ identifier: "CountedRestart" });

/** The restarts that count towards one limit now, and what one more than it allows leads to. */
export const RestartWindow = Schema.Struct({
  /** The path of the child whose restarts are counted, or of the supervisor whose children's are. */
  of: Schema.String,
  /** `alone`: those of one child. `together`: those of the children of a supervisor. */
  counts: Schema.Literal("alone", "together"),
  /** So many are allowed within the period. */
  intensity: Schema.Int,
  period_ms: Schema.Number,
  /** The oldest first. */
  counted: Schema.Array(CountedRestart),
  /**
   * What happens when there are more. `escalate`: the supervisor stops all its children and fails. `fail`: the child
   * alone is given up. `wait`: the child waits until the limit allows another.
   */
  beyond: Schema.Struct({
    verdict: Schema.Literal("escalate", "fail", "wait"),
    /** The same as the end of a sentence. */
    words: Schema.String,
  }),
}).annotations({ identifier: "RestartWindow" });
export type RestartWindow = typeof RestartWindow.Type;
