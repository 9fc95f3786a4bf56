import { Schema } from "effect";

/** A transition of a chart that a node has taken: its id (machines/edges.ts) and when; ISO 8601. */
export const Edge = Schema.Struct({ id: Schema.String, at: Schema.String });
export type Edge = typeof Edge.Type;
