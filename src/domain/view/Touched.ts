import { Schema } from "effect";

/**
 * What happens to a node: it is stopped, started, or both; down until what its start waits for is there (`held`);
 * signalled; reloaded; added or removed by `scale`; given up (`fails`), or left as it is although the command is about what
 * it is part of or depends on (`stays`).
 */
const Effect = Schema.Literal(
  "stops",
  "starts",
  "restarts",
  "held",
  "signalled",
  "reloaded",
  "added",
  "removed",
  "fails",
  "stays",
);
export type TouchedEffect = typeof Effect.Type;

/** A node that goes along with a command or a failure, what happens to it, and why, for users. */
export const Touched = Schema.Struct({
  path: Schema.String,
  effect: Effect,
  because: Schema.String,
}).annotations({ identifier: "Touched" });
export type Touched = typeof Touched.Type;

/** What follows from a command or a failure, if it happened now. */
export const BlastRadius = Schema.Struct({
  /** In the order in which it happens, a node once. */
  touched: Schema.Array(Touched),
  /** The same in one sentence. */
  sentence: Schema.String,
}).annotations({ identifier: "BlastRadius" });
export type BlastRadius = typeof BlastRadius.Type;
