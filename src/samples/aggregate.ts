import type { Aggregation } from "../domain/sample/aggregations.ts";
import type { SampleKind } from "../domain/sample/Sample.ts";
import { Summary } from "./Summary.ts";

const shares: Partial<Readonly<Record<Aggregation, number>>> = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 };

/** Whether an aggregation is a quantile, which takes sketches. */
export const isQuantile = (aggregation: Aggregation): boolean => shares[aggregation] !== undefined;

/** What is calculated if nothing is said. */
export const usualAggregation: Readonly<Record<SampleKind, Aggregation>> = {
  gauge: "avg",
  counter: "rate",
  dist: "p95",
};

const possible: Readonly<Record<SampleKind, ReadonlyArray<Aggregation>>> = {
  gauge: ["avg", "min", "max", "last", "sum", "count", "p50", "p90", "p95", "p99"],
  counter: ["sum", "rate"],
  dist: ["avg", "min", "max", "last", "sum", "count", "rate", "p50", "p90", "p95", "p99"],
};

/** Why an aggregation says nothing about a metric of this kind; null if it does. */
export const aggregationProblem = (kind: SampleKind, aggregation: Aggregation): string | null =>
  possible[kind].includes(aggregation)
    ? null
    : `${aggregation} of a ${kind} says nothing; use ${possible[kind].join(", ")}`;

/** Whether the summaries of several series can be added: not for the sum of gauges, whose means are added. */
export const addsMeans = (kind: SampleKind, aggregation: Aggregation): boolean =>
  kind === "gauge" && aggregation === "sum";

/** The value of a step of this many seconds, by what is known of it. */
const valueIn = (summary: Summary, kind: SampleKind, aggregation: Aggregation, seconds: number): number => {
  const share = shares[aggregation];
  if (share !== undefined) return summary.quantile(share);
  switch (aggregation) {
    case "avg":
      return summary.sum / summary.n;
    case "min":
      return summary.min;
    case "max":
      return summary.max;
    case "last":
      return summary.last;
    case "sum":
      return summary.sum;
    case "count":
      return summary.n;
    default:
      return (kind === "dist" ? summary.n : summary.sum) / seconds;
  }
};

interface Steps {
  /** In ms. */
  readonly step: number;
  /** Ms since 1970: nothing is known of how much there is a second in a step that is not over. */
  readonly now: number;
}

/** What is known of one series, or of several whose values are alike, by the beginning of each step. */
export type Summaries = Map<number, Summary>;

/** The values of several series together. */
export const pointsOf = (
  series: ReadonlyArray<Summaries>,
  kind: SampleKind,
  aggregation: Aggregation,
  { step, now }: Steps,
): ReadonlyArray<readonly [number, number]> => {
  const values = new Map<number, number>();
  for (const summaries of series)
    for (const [at, summary] of summaries) {
      if (aggregation === "rate" && at + step > now) continue;
      const value = addsMeans(kind, aggregation)
        ? summary.sum / summary.n
        : valueIn(summary, kind, aggregation, step / 1_000);
      values.set(at, (values.get(at) ?? 0) + value);
    }
  return [...values].sort(([one], [other]) => one - other);
};

/** The summary of a step, which is made if there is none. */
export const summaryAt = (summaries: Summaries, at: number, sketched: boolean): Summary => {
  const known = summaries.get(at);
  if (known !== undefined) return known;
  const fresh = new Summary({ sketched });
  summaries.set(at, fresh);
  return fresh;
};
