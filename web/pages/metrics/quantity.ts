import type { Aggregation } from "../../../src/domain/sample/aggregations.ts";
import type { MetricHistory, StoredMetric } from "../../api/metrics.ts";
import { bytes, duration, grouped, share } from "../../time/format.ts";

/** The metrics that daemons measure themselves, in the order in which they are shown. */
const titles: Readonly<Record<string, string>> = {
  sentinel_process_cpu_cores: "CPU",
  sentinel_process_resident_memory_bytes: "Memory",
  sentinel_process_restarts_total: "Restarts",
  sentinel_process_open_fds: "Open files",
  sentinel_process_descendants: "Descendants",
  sentinel_process_read_bytes_total: "Read from disks",
  sentinel_process_written_bytes_total: "Written to disks",
  sentinel_process_run_duration_seconds: "Duration of runs",
  sentinel_process_probe_duration_seconds: "Duration of probes",
};
const order = Object.keys(titles);

/** What is known of a metric: those of daemons by their own names, others by the words of theirs. */
export const titleOf = (metric: string): string => {
  const words = metric.replace(/_(bytes|seconds|cores)?(_?total)?$/, "").replaceAll("_", " ");
  return titles[metric] ?? words.charAt(0).toUpperCase() + words.slice(1);
};

const placeOf = (metric: string): number => {
  const found = order.indexOf(metric);
  return found === -1 ? order.length : found;
};

/** In the order in which they are shown. */
export const inOrder = (metrics: ReadonlyArray<StoredMetric>): ReadonlyArray<StoredMetric> =>
  metrics.toSorted((a, b) => placeOf(a.metric) - placeOf(b.metric) || (a.metric < b.metric ? -1 : 1));

const ofKind: Readonly<Record<StoredMetric["kind"], ReadonlyArray<Aggregation>>> = {
  gauge: ["avg", "min", "max", "last", "sum"],
  counter: ["rate", "sum"],
  dist: ["p50", "p90", "p95", "p99", "avg", "min", "max", "rate", "count"],
};

/** What may be calculated of a metric: a sum of gauges is one of several children. */
export const aggregationsOf = (kind: StoredMetric["kind"], isTogether: boolean): ReadonlyArray<Aggregation> =>
  ofKind[kind].filter((agg) => agg !== "sum" || kind !== "gauge" || isTogether);

/** What is calculated of a metric: what was chosen if it suits, or what is usual. */
export const aggregationOf = (
  { metric, kind }: StoredMetric,
  chosen: ReadonlyMap<string, Aggregation>,
  isTogether: boolean,
): Aggregation => {
  const wanted = chosen.get(metric);
  return aggregationsOf(kind, isTogether).find((agg) => agg === wanted) ?? usual(kind, isTogether);
};

const usual = (kind: StoredMetric["kind"], isTogether: boolean): Aggregation => {
  if (kind === "counter") return "rate";
  if (kind === "dist") return "p95";
  return isTogether ? "sum" : "avg";
};

const number = (value: number): string =>
  Math.abs(value) >= 1_000 ? grouped(Math.round(value)) : String(Number(value.toPrecision(3)));

/** A duration in seconds: `340 ms`, `2.5 s`, `12 min`. */
const secondsText = (value: number): string => {
  if (value !== 0 && Math.abs(value) < 1) return `${number(value * 1_000)} ms`;
  return value < 120 ? `${number(value)} s` : duration(value * 1_000);
};

/** How a value reads, with the unit that the name of its metric ends with. */
export const textOf = (metric: string, agg: Aggregation): ((value: number) => string) => {
  if (agg === "count") return number;
  if (/_bytes(_total)?$/.test(metric)) return agg === "rate" ? (value) => `${bytes(value)}/s` : bytes;
  // Few things of which there is no amount happen each second.
  if (agg === "rate") return (value) => `${number(value * 60)}/min`;
  if (/_seconds(_total)?$/.test(metric)) return secondsText;
  return /_cores$/.test(metric) ? share : number;
};

const stepText = (seconds: number): string => duration(seconds * 1_000);

/** What a value stands for and what has answered: `avg of each 30 s, from raw`. */
export const sourceOf = ({ agg, step, tier }: MetricHistory): string =>
  `${agg} of each ${stepText(step)}, from ${tier}`;
