/**
 * What is calculated of the values in a step. `sum` of gauges adds the means of several series, as for the memory of
 * several children; `rate` is the increase a second of a counter, and how often a second something was observed.
 */
export const aggregations = [
  "avg",
  "min",
  "max",
  "last",
  "sum",
  "rate",
  "count",
  "p50",
  "p90",
  "p95",
  "p99",
] as const;
export type Aggregation = (typeof aggregations)[number];
