import type { SampleHistory } from "../../../domain/sample/SampleHistory.ts";
import { sizeText } from "../../../policy/messages/size.ts";
import { tableLines } from "../../terminal/tableLines.ts";

const bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** The most bars of a course: longer ones show the newest. */
const mostBars = 40;

/** The metrics of which there is a history, as a table. */
export const metricNameLines = (
  metrics: ReadonlyArray<{ readonly metric: string; readonly kind: string; readonly series: number }>,
): ReadonlyArray<string> => {
  if (metrics.length === 0) return ["nothing has been measured yet"];
  const rows = metrics.map(({ metric, kind, series }) => [metric, kind, String(series)]);
  return tableLines([["metric", "kind", "series"], ...rows]);
};

/** The history of a metric: a row for each series, with its course from left to right. */
export const metricLines = (history: SampleHistory): ReadonlyArray<string> => {
  const { agg, step, tier, series } = history;
  if (series.every(({ points }) => points.length === 0)) return ["nothing was measured in this time"];
  const [first] = series;
  const names = Object.keys(first?.labels ?? {});
  const rows = series
    .filter(({ points }) => points.length > 0)
    .map(({ labels, points }) => {
      const values = points.map(([, value]) => value);
      const shown = [values.at(-1) ?? Number.NaN, Math.min(...values), Math.max(...values)];
      return [
        ...names.map((name) => labels[name] ?? ""),
        ...shown.map((value) => valueText(value, history)),
        courseOf(points, history),
      ];
    });
  const header = [...names, "last", "least", "most", `${agg} of each ${stepText(step)}, from ${tier}`];
  return tableLines([header, ...rows]);
};

const stepText = (seconds: number): string =>
  seconds % 3_600 === 0
    ? `${seconds / 3_600} h`
    : seconds % 60 === 0
      ? `${seconds / 60} min`
      : `${seconds} s`;

/** A value with the unit that the name of its metric ends with. */
const valueText = (value: number, { metric, agg }: SampleHistory): string => {
  const isAmount = agg !== "count" && agg !== "rate";
  if (agg !== "count" && /_bytes(_total)?$/.test(metric)) return sizeText(value) + (isAmount ? "" : "/s");
  const text = String(Number(value.toPrecision(3)));
  if (!isAmount) return agg === "rate" ? `${text}/s` : text;
  return /_seconds(_total)?$/.test(metric) ? `${text} s` : text;
};

/** The values as bars, a gap where nothing was measured. */
const courseOf = (points: SampleHistory["series"][number]["points"], { step }: SampleHistory): string => {
  const end = points.at(-1)?.[0] ?? 0;
  const begin = Math.max(points[0]?.[0] ?? 0, end - (mostBars - 1) * step * 1_000);
  const most = Math.max(...points.map(([, value]) => value));
  const least = Math.min(0, ...points.map(([, value]) => value));
  const byTime = new Map(points);
  let course = "";
  for (let at = begin; at <= end; at += step * 1_000) {
    const value = byTime.get(at);
    const share = value === undefined || most === least ? 0 : (value - least) / (most - least);
    course += value === undefined ? " " : (bars[Math.round(share * (bars.length - 1))] ?? "");
  }
  return course;
};
