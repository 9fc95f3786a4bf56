import type { Expected } from "../../api/jobs.ts";
import type { HistoricRun } from "../../api/runs.ts";

/** An entry of what became of a job: a run, or an instant without one. */
export type Entry =
  | { readonly kind: "run"; readonly at: number; readonly run: HistoricRun }
  | { readonly kind: "instant"; readonly at: number; readonly row: Expected };

/** The runs of a job and the instants for which there was none, newest first. */
export const entriesOf = (
  runs: ReadonlyArray<HistoricRun>,
  expected: ReadonlyArray<Expected>,
): ReadonlyArray<Entry> => {
  const ran = runs.map((run): Entry => {
    const at = run.started_at ?? run.ended_at ?? run.scheduled_for;
    return { kind: "run", at: at === null ? 0 : Date.parse(at), run };
  });
  const others = expected
    .filter(({ outcome }) => outcome !== "ran")
    .map((row): Entry => ({ kind: "instant", at: Date.parse(row.instant), row }));
  // Behind the oldest of either list the other one alone would look complete.
  const oldest = Math.max(
    ...[ran, others].map((list) => (list.length === 0 ? 0 : Math.min(...list.map(({ at }) => at)))),
  );
  const isBothRead = ran.length > 0 && others.length > 0;
  return [...ran, ...others]
    .filter(({ at }) => !isBothRead || at >= oldest)
    .toSorted((one, other) => other.at - one.at);
};
