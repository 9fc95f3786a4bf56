import { Effect, Layer } from "effect";
import type { Run } from "../../domain/Run.ts";
import { isWithin } from "../../domain/tree/ChildPath.ts";
import { type RunPlace, Runs } from "../../ports/store/Runs.ts";

interface Row extends RunPlace {
  readonly run: Run;
}

/** Newest first. */
const byPlace = (one: RunPlace, other: RunPlace): number =>
  one.at === other.at ? other.number - one.number : one.at < other.at ? 1 : -1;

/** Runs that live as long as the process, for tests and demonstrations. */
export const layer: Layer.Layer<Runs> = Layer.sync(Runs, () => {
  const rows = new Map<string, Row>();
  const put = (run: Run): void => {
    const { at, number } = rows.get(run.id) ?? {
      at: run.started_at ?? run.ended_at ?? "",
      number: rows.size + 1,
    };
    rows.set(run.id, { at, number, run });
  };
  return Runs.of({
    put: (runs) => Effect.sync(() => runs.forEach(put)),
    open: Effect.sync(() =>
      [...rows.values()].map(({ run }) => run).filter(({ outcome }) => outcome === "running"),
    ),
    get: (id) => Effect.sync(() => rows.get(id)?.run ?? null),
    page: ({ within, outcomes, triggers, from = "", to = "9", before, limit }) =>
      Effect.sync(() => {
        const found = [...rows.values()]
          .filter(
            (row) =>
              within.some((path) => isWithin(path, row.run.path)) &&
              (outcomes?.includes(row.run.outcome) ?? true) &&
              (triggers?.includes(row.run.trigger) ?? true) &&
              row.at >= from &&
              row.at <= to &&
              (before === undefined || byPlace(before, row) < 0),
          )
          .sort(byPlace);
        const last = found[limit - 1];
        return {
          runs: found.slice(0, limit).map(({ run }) => run),
          next: last !== undefined && found.length > limit ? { at: last.at, number: last.number } : null,
        };
      }),
  });
});
