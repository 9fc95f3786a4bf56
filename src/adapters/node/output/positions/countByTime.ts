import type { LogHistogram } from "../../../../domain/LogHistogram.ts";
import type { LogStream } from "../../../../domain/LogLine.ts";
import type { LogSelection } from "../../../../ports/store/LogStore.ts";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import type { LineCounts } from "./LineCounts.ts";

/** How many lines of each stream arrived when. `countsOf`: those of the children for the lines of a selection. */
export const countByTime = async (
  countsOf: (selection: LogSelection) => ReadonlyArray<LineCounts>,
  selection: LogSelection,
  buckets: number,
): Promise<LogHistogram> => {
  const budget = new LoopBudget();
  const { stream: wanted } = selection;
  const all = countsOf(selection);
  for (const one of all) await one.update(budget);
  const begun = all.flatMap(({ firstAt }) => firstAt ?? []);
  if (begun.length === 0) return { from: null, to: null, stdout: [], stderr: [] };
  const from = selection.since ?? Math.min(...begun);
  const to = Math.max(from + 1, (selection.until ?? Math.max(...all.map(({ lastAt }) => lastAt))) + 1);
  const edges = Array.from({ length: buckets + 1 }, (_, index) =>
    Math.ceil(from + ((to - from) * index) / buckets),
  );
  const of = async (stream: LogStream): Promise<ReadonlyArray<number>> => {
    if (wanted !== undefined && wanted !== stream) return edges.slice(1).map(() => 0);
    const sums = edges.map(() => 0);
    for (const one of countsOf({ ...selection, stream })) {
      await one.update(budget);
      for (const [index, edge] of edges.entries()) sums[index] = (sums[index] ?? 0) + one.before(edge);
      if (budget.isSpent) await budget.yield();
    }
    return edges.slice(1).map((_, index) => Math.max(0, (sums[index + 1] ?? 0) - (sums[index] ?? 0)));
  };
  return { from, to, stdout: await of("stdout"), stderr: await of("stderr") };
};
