import { Schema } from "effect";
import { childStates } from "../tree/State.ts";

/** A child that should be up and is not. */
export const NotUp = Schema.Struct({
  path: Schema.String,
  state: Schema.Literal(...childStates),
  /** Why, in a few words. */
  reason: Schema.String,
  /** ISO 8601; null where no start is due. */
  next_attempt_at: Schema.NullOr(Schema.String),
  /** What its program said last, where a run of it has failed. */
  last_words: Schema.optionalWith(Schema.NullOr(Schema.String), { exact: true }),
}).annotations({ identifier: "NotUp" });
export type NotUp = typeof NotUp.Type;

/** A child that is down because nobody wants it up. */
const HeldDown = Schema.Struct({
  path: Schema.String,
  /** Stopped by a person, or never started by one (`autostart: false`). */
  because: Schema.Literal("stopped", "autostart"),
});
export type HeldDown = typeof HeldDown.Type;

/** What is up of a supervisor's children, at any depth, and what is not. */
export const GroupState = Schema.Struct({
  /** Services that should be up; so many are, and so many of these have finished. */
  wanted: Schema.Int,
  up: Schema.Int,
  finished: Schema.Int,
  /** In document order; nothing that is down only because its supervisor is. */
  not_up: Schema.Array(NotUp),
  /** Topmost, in document order. */
  held_down: Schema.Array(HeldDown),
}).annotations({ identifier: "GroupState" });
export type GroupState = typeof GroupState.Type;
