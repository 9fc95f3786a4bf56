import { Schema } from "effect";

const Paths = Schema.Array(Schema.String);
const EdgeIds = Schema.Array(Schema.String);

/** The timer that runs: in which state of the drawn chart, and which edge is taken when it fires. */
const LitTimer = Schema.Struct({
  state: Schema.String,
  id: Schema.String,
  /** ISO 8601. */
  due_at: Schema.String,
  /** From when it was set until it fires. */
  total_ms: Schema.Number,
});

/** What of a node's chart is lit: paths of states, as they are drawn, and ids of edges (`GET /machines/{kind}`). */
export const Lighting = Schema.Struct({
  /** The states that it is in, the outer ones first. */
  on: Paths,
  /** The innermost states that it was in before the edges taken; empty if none is known. */
  left: Paths,
  /** The edges taken last, in their order; empty until one was taken while the chart was watched. */
  taken: EdgeIds,
  /** The edges that can be taken next: the conditions are evaluated, also for the events that may come. */
  legal: EdgeIds,
  timer: Schema.NullOr(LitTimer),
}).annotations({ identifier: "Lighting" });
export type Lighting = typeof Lighting.Type;
