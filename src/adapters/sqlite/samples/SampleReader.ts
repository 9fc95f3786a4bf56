import type { SampleKind, SampleLabels } from "../../../domain/sample/Sample.ts";
import type { SampleHistory } from "../../../domain/sample/SampleHistory.ts";
import { type ChildPath, isWithin } from "../../../domain/tree/ChildPath.ts";
import type { SampleQuery, StoredMetric } from "../../../ports/store/Samples.ts";
import {
  addsMeans,
  aggregationProblem,
  isQuantile,
  pointsOf,
  type Summaries,
  summaryAt,
  usualAggregation,
} from "../../../samples/aggregate.ts";
import { planFor, type SamplePlan } from "../../../samples/plan.ts";
import { labelText } from "../../../samples/series.ts";
import { bucketOf, floorTo, rollUpTiers, type SampleRetention, tablesIn } from "../../../samples/tiers.ts";
import { rowsOf } from "./rows.ts";
import type { SampleFile } from "./SampleFile.ts";

interface Selected {
  readonly id: number;
  readonly subject: ChildPath;
  readonly labels: SampleLabels;
}

interface Read extends Pick<SamplePlan, "step"> {
  readonly sketched: boolean;
}

/** Answers from the store; a string says why there is no answer. `now`: ms since 1970. */
export const readHistory = (
  file: SampleFile,
  query: SampleQuery,
  kept: SampleRetention,
  now: number,
): SampleHistory | string => {
  const { metric, groupBy, labels, within } = query;
  const kind = kindOf(file, metric);
  if (kind === null) return `there are no samples of ${metric}`;
  const agg = query.agg ?? usualAggregation[kind];
  const problem = aggregationProblem(kind, agg);
  if (problem !== null) return problem;
  const chosen = seriesOf(file, query);
  const isPlain = groupBy === null && Object.keys(labels).length === 0 && !addsMeans(kind, agg);
  const groups = isPlain ? groupsOf(file, metric, within) : null;
  const plan = planFor(
    {
      ...{ from: query.from, to: query.to, step: query.step, series: chosen.length },
      ...{ groups: groups?.length ?? null, isSketched: isQuantile(agg) },
    },
    now,
    kept,
  );
  const read = new HistoryReading(file, plan, { step: plan.step, sketched: isQuantile(agg) });
  const ofGroups = plan.isGrouped && groups !== null ? { rolled: groups, single: chosen } : null;
  const series = [...grouped(chosen, groupBy)].map(([value, members]) => {
    const summaries = addsMeans(kind, agg)
      ? members.map((one) => read.summaries({ rolled: [one], single: [one] }))
      : [read.summaries(ofGroups ?? { rolled: members, single: members })];
    return {
      labels: { ...labels, ...(groupBy === null ? {} : { [groupBy]: value }) },
      points: pointsOf(summaries, kind, agg, { step: plan.step, now }),
    };
  });
  return {
    ...{ metric, kind, agg },
    from: new Date(plan.from).toISOString(),
    to: new Date(plan.to).toISOString(),
    ...{ step: plan.step / 1000, tier: plan.tier, grouped: plan.isGrouped, series },
  };
};

const kindOf = (file: SampleFile, metric: string): SampleKind | null => {
  const row = file.statement("SELECT kind FROM metric WHERE name = ?").get(metric);
  return (row as { kind: SampleKind } | undefined)?.kind ?? null;
};

/** The samples' own series of some subtrees. */
const seriesOf = (
  file: SampleFile,
  { metric, within, labels }: Pick<SampleQuery, "metric" | "within" | "labels">,
): ReadonlyArray<Selected> => {
  const rows = file
    .statement(
      "SELECT id, subject, labels FROM series WHERE metric = ? AND grouped = 0 ORDER BY subject, labels",
    )
    .all(metric) as ReadonlyArray<{ id: number; subject: string; labels: string }>;
  const wanted = Object.entries(labels);
  return rows.flatMap(({ id, subject, labels: text }) => {
    if (!within.some((path) => isWithin(path, subject))) return [];
    const own: SampleLabels = JSON.parse(text);
    return wanted.every(([name, value]) => own[name] === value) ? [{ id, subject, labels: own }] : [];
  });
};

/** The series of the supervisors that say the same as those of all children in the subtrees; null: there are not all. */
const groupsOf = (
  file: SampleFile,
  metric: string,
  within: ReadonlyArray<ChildPath>,
): ReadonlyArray<Pick<Selected, "id">> | null => {
  const outer = within.filter((path) => !within.some((other) => other !== path && isWithin(other, path)));
  const rows = outer.map((path) =>
    file
      .statement("SELECT id FROM series WHERE metric = ? AND grouped = 1 AND subject = ? AND labels = ?")
      .get(metric, path, labelText({})),
  ) as ReadonlyArray<{ id: number } | undefined>;
  const found = rows.flatMap((row) => row ?? []);
  return found.length === outer.length ? found : null;
};

const grouped = (
  series: ReadonlyArray<Selected>,
  by: string | null,
): ReadonlyMap<string, ReadonlyArray<Selected>> => {
  const groups = new Map<string, Array<Selected>>();
  for (const one of series) {
    const value = by === null ? "" : by === "subject" ? one.subject : (one.labels[by] ?? "");
    const members = groups.get(value);
    if (members) members.push(one);
    else groups.set(value, [one]);
  }
  return groups;
};

/** The series to read where there are roll-ups, and where there are only samples. */
interface Members {
  readonly rolled: ReadonlyArray<Pick<Selected, "id">>;
  readonly single: ReadonlyArray<Pick<Selected, "id">>;
}

/** Reads what a plan says: its tier as far as that is complete, then the finer ones, and at last the samples. */
class HistoryReading {
  readonly #file: SampleFile;
  readonly #plan: SamplePlan;
  readonly #read: Read;

  constructor(file: SampleFile, plan: SamplePlan, read: Read) {
    this.#file = file;
    this.#plan = plan;
    this.#read = read;
  }

  summaries(members: Members): Summaries {
    const { tier, from, to } = this.#plan;
    const summaries: Summaries = new Map();
    let begin = from;
    if (tier !== "raw")
      for (const one of rollUpTiers.slice(0, rollUpTiers.indexOf(tier) + 1).toReversed()) {
        const end = Math.min(to, this.#file.mark(one) ?? Number.NEGATIVE_INFINITY);
        if (end <= begin) continue;
        for (const { id } of members.rolled) this.#addRows(summaries, id, one, begin, end);
        begin = floorTo(end, bucketOf[one]);
      }
    for (const { id } of members.single) this.#addSamples(summaries, id, begin, to);
    return summaries;
  }

  #addRows(summaries: Summaries, id: number, tier: "5m" | "1h" | "1d", from: number, to: number): void {
    const { step, sketched } = this.#read;
    for (const table of tablesIn(tier, from, to))
      if (this.#file.has(table))
        for (const row of rowsOf(this.#file, table, id, { from, to, sketched }))
          summaryAt(summaries, floorTo(row.t * 1000, step), sketched).addRow(row);
  }

  #addSamples(summaries: Summaries, id: number, from: number, to: number): void {
    const { step, sketched } = this.#read;
    for (const table of tablesIn("raw", from, to)) {
      if (!this.#file.has(table)) continue;
      const rows = this.#file
        .statement(`SELECT t, value FROM ${table.name} WHERE series = ? AND t >= ? AND t < ?`)
        .raw()
        .iterate(id, from - table.from, to - table.from) as Iterable<readonly [number, number]>;
      for (const [t, value] of rows) {
        const at = table.from + t;
        summaryAt(summaries, floorTo(at, step), sketched).add(value, at);
      }
    }
  }
}

/** The metrics of some children and those under them, by name. */
export const readMetrics = (
  file: SampleFile,
  within: ReadonlyArray<ChildPath>,
): ReadonlyArray<StoredMetric> => {
  const rows = file
    .statement(
      `SELECT metric, kind, subject FROM series JOIN metric ON name = metric WHERE grouped = 0 ORDER BY metric`,
    )
    .all() as ReadonlyArray<{ metric: string; kind: SampleKind; subject: ChildPath }>;
  const metrics = new Map<string, StoredMetric>();
  for (const { metric, kind, subject } of rows)
    if (within.some((path) => isWithin(path, subject)))
      metrics.set(metric, { metric, kind, series: (metrics.get(metric)?.series ?? 0) + 1 });
  return [...metrics.values()];
};
