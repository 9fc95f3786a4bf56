import { Clock, Effect, Layer } from "effect";
import { UnanswerableSamples } from "../../domain/Errors.ts";
import type { Sample } from "../../domain/sample/Sample.ts";
import type { SampleHistory } from "../../domain/sample/SampleHistory.ts";
import { type ChildPath, isWithin } from "../../domain/tree/ChildPath.ts";
import { type SampleQuery, Samples, type StoredMetric } from "../../ports/store/Samples.ts";
import {
  aggregationProblem,
  isQuantile,
  pointsOf,
  type Summaries,
  summaryAt,
  usualAggregation,
} from "../../samples/aggregate.ts";
import { planFor } from "../../samples/plan.ts";
import { seriesKey, sifted } from "../../samples/series.ts";
import { customaryRetention, floorTo } from "../../samples/tiers.ts";

/** Samples that live as long as the process, for tests and demonstrations. */
export const layer: Layer.Layer<Samples> = Layer.sync(Samples, () => {
  const all: Array<Sample> = [];
  return Samples.of({
    write: (samples) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const { good, rejected } = sifted(samples, now);
        all.push(...good.flatMap((index) => samples[index] ?? []));
        return { accepted: good.length, rejected };
      }),
    history: (query) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const answer = historyIn(all, query, now);
        return typeof answer === "string"
          ? new UnanswerableSamples({ message: answer })
          : Effect.succeed(answer);
      }),
    metrics: (within) => Effect.sync(() => metricsIn(all, within)),
  });
});

const metricsIn = (
  all: ReadonlyArray<Sample>,
  within: ReadonlyArray<ChildPath>,
): ReadonlyArray<StoredMetric> => {
  const seen = all.filter(({ subject }) => within.some((path) => isWithin(path, subject)));
  return [...new Set(seen.map(({ metric }) => metric))].sort().map((metric) => {
    const its = seen.filter((one) => one.metric === metric);
    return { metric, kind: its[0]?.kind ?? "gauge", series: new Set(its.map(seriesKey)).size };
  });
};

const historyIn = (all: ReadonlyArray<Sample>, query: SampleQuery, now: number): SampleHistory | string => {
  const { metric, within, labels, groupBy } = query;
  const ofMetric = all.filter((one) => one.metric === metric);
  const [first] = ofMetric;
  if (first === undefined) return `there are no samples of ${metric}`;
  const { kind } = first;
  const agg = query.agg ?? usualAggregation[kind];
  const problem = aggregationProblem(kind, agg);
  if (problem !== null) return problem;
  const planned = { from: query.from, to: query.to, step: query.step, series: 1, groups: null };
  const plan = planFor({ ...planned, isSketched: isQuantile(agg) }, now, customaryRetention);
  const groups = new Map<string, Map<string, Summaries>>();
  for (const sample of ofMetric) {
    const { subject, at, value } = sample;
    const isMeant =
      at >= plan.from &&
      at < plan.to &&
      within.some((path) => isWithin(path, subject)) &&
      Object.entries(labels).every(([name, wanted]) => sample.labels[name] === wanted);
    if (!isMeant) continue;
    const group = groupBy === null ? "" : groupBy === "subject" ? subject : (sample.labels[groupBy] ?? "");
    const members = groups.get(group) ?? new Map<string, Summaries>();
    groups.set(group, members);
    // Only the means of gauges are added by series.
    const member = agg === "sum" && kind === "gauge" ? seriesKey(sample) : "";
    const summaries = members.get(member) ?? new Map();
    members.set(member, summaries);
    summaryAt(summaries, floorTo(at, plan.step), true).add(value, at);
  }
  return {
    ...{ metric, kind, agg, step: plan.step / 1000, tier: "raw", grouped: false },
    ...{ from: new Date(plan.from).toISOString(), to: new Date(plan.to).toISOString() },
    series: [...groups].map(([value, members]) => ({
      labels: { ...labels, ...(groupBy === null ? {} : { [groupBy]: value }) },
      points: pointsOf([...members.values()], kind, agg, { step: plan.step, now }),
    })),
  };
};
