import { Schema } from "effect";
import { aggregations } from "./aggregations.ts";
import { sampleKinds, sampleTiers } from "./Sample.ts";

/** The values of a metric, or of several series of it together, by step. */
const SampleSeries = Schema.Struct({
  /** What the series have in common; `subject` is the path of the child. */
  labels: Schema.Record({ key: Schema.String, value: Schema.String }),
  /** The beginning of each step in ms since 1970, and its value. A step without values is left out. */
  points: Schema.Array(Schema.Tuple(Schema.Number, Schema.Number)),
});

/** What is known of a metric over a time. */
export const SampleHistory = Schema.Struct({
  metric: Schema.String,
  kind: Schema.Literal(...sampleKinds),
  agg: Schema.Literal(...aggregations),
  /** ISO 8601; the steps begin at multiples of their length. */
  from: Schema.String,
  to: Schema.String,
  /** In seconds. It is longer than what was asked for if that would be too many values. */
  step: Schema.Number,
  /** What has answered: the samples themselves, or what is kept of five minutes, an hour or a day of them. */
  tier: Schema.Literal(...sampleTiers),
  /** Whether a series for all children of a supervisor together has answered. */
  grouped: Schema.Boolean,
  series: Schema.Array(SampleSeries),
}).annotations({ identifier: "SampleHistory" });
export type SampleHistory = typeof SampleHistory.Type;
