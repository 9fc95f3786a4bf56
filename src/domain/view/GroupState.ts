import { Schema } from "effect";
import { childStates } from "../tree/State.ts";

/** A child that should be up but is not. */
export const NotUp = Schema.Struct({
  path: Schema.String,
  state: Schema.Literal(...childStates),
  /** Why, in a few words. */
  reason: Schema.String,
  /** ISO 8601; null if no start is due. */
  next_attempt_at: Schema.NullOr(Schema.String),
  /** The last words of its program, if a run of it has failed. */
  last_words: Schema.optionalWith(Schema.NullOr(Schema.String), { exact: true }),
}).annotations({ identifier: "NotUp" });
export type NotUp = typeof NotUp.Type;

/** A child that is down on purpose. */
const HeldDown = Schema.Struct({
  path: Schema.String,
  /** Stopped by a user, or never started by one (`autostart: false`). */
  because: Schema.Literal("stopped", "autostart"),
});
export type HeldDown = typeof HeldDown.Type;

/** Which of a supervisor's children are up, at any depth, and which are not. */
export const GroupState = Schema.Struct({
  /** The number of services that should be up; `up` of these are, and `finished` of those have finished. */
  wanted: Schema.Int,
  up: Schema.Int,
  finished: Schema.Int,
  /** In document order, without those that are down only because their supervisor is. */
  not_up: Schema.Array(NotUp),
  /** The topmost ones, in document order. */
  held_down: Schema.Array(HeldDown),
}).annotations({ identifier: "GroupState" });
export type GroupState = typeof GroupState.Type;
