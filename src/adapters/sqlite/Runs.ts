import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect } from "effect";
import { JournalError } from "../../domain/Errors.ts";
import { type Run, runId } from "../../domain/Run.ts";
import type { RunRetention } from "../../domain/stored/Retention.ts";
import type { RunPlace, RunQuery, Runs } from "../../ports/store/Runs.ts";
import type { Ask } from "./file/database.ts";
import { scopeOf } from "./pages.ts";
import { thinOutRuns } from "./thinning/runThinning.ts";

type Sql = SqliteClient.SqliteClient;

interface Row extends RunPlace, Omit<Run, "id" | "output"> {
  readonly first_line: number | null;
  readonly last_line: number | null;
}

const runIn = ({ at: _, number: __, first_line: first, last_line: last, ...row }: Row): Run => ({
  id: runId(row.path, row.run),
  ...row,
  output: first === null || last === null ? null : { first, last },
});

const columns = `number, path, run, trigger, scheduled_for, attempt, at, started_at, ended_at, outcome, reason, code,
                 signal, by, first_line, last_line`;

/** The history of runs in a database. */
export const runsIn = (use: Ask, kept: RunRetention): typeof Runs.Service => ({
  ...reading(use),
  put: (runs) =>
    use((sql) =>
      sql.withTransaction(
        Effect.forEach(
          runs,
          (run) => Effect.flatMap(put(sql, run), (number) => thinOutRuns(sql, run, number, kept)),
          { discard: true },
        ),
      ),
    ),
});

const neverWritten = new JournalError({ message: "the runs of a home without a daemon are only read" });
const withoutRuns = new JournalError({
  message:
    "an earlier version of Sentinel wrote this home, and kept no history of runs; the next daemon makes it from the journal: start it with `sentinel up`",
});

/** The history of runs in a database of a home that no daemon has now, which may be of a version without one. */
export const leftRunsIn = (use: Ask): typeof Runs.Service => {
  const hasRuns = use((sql) =>
    Effect.map(sql`SELECT 1 FROM sqlite_master WHERE name = 'run'`, (found) => found.length > 0),
  );
  const ifThere = <A>(read: Effect.Effect<A, JournalError>) =>
    Effect.flatMap(hasRuns, (isThere) => (isThere ? read : withoutRuns));
  const { open, get, page } = reading(use);
  return {
    put: () => neverWritten,
    open: ifThere(open),
    get: (id) => ifThere(get(id)),
    page: (query) => ifThere(page(query)),
  };
};

/** The runs of a home of version 0.1. */
export const noRuns: typeof Runs.Service = {
  put: () => neverWritten,
  open: withoutRuns,
  get: () => withoutRuns,
  page: () => withoutRuns,
};

const reading = (use: Ask): Omit<typeof Runs.Service, "put"> => ({
  open: use((sql) =>
    Effect.map(
      sql<Row>`SELECT ${sql.literal(columns)} FROM run WHERE outcome = 'running' ORDER BY at, number`,
      (rows) => rows.map(runIn),
    ),
  ),
  get: (id) =>
    use((sql) => {
      const [path, run] = [id.slice(0, id.lastIndexOf("@")), Number(id.slice(id.lastIndexOf("@") + 1))];
      return Effect.map(
        sql<Row>`SELECT ${sql.literal(columns)} FROM run WHERE path = ${path} AND run = ${run}`,
        ([row]) => (row ? runIn(row) : null),
      );
    }),
  page: (query) =>
    use((sql) =>
      Effect.map(select(sql, query), (rows) => {
        const page = rows.slice(0, query.limit);
        const last = page.at(-1);
        return {
          runs: page.map(runIn),
          next: last !== undefined && rows.length > query.limit ? { at: last.at, number: last.number } : null,
        };
      }),
    ),
});

/** Returns the number of its row. */
const put = (sql: Sql, { id: _, output, ...run }: Run): Effect.Effect<number, unknown> => {
  const row = { ...run, first_line: output?.first ?? null, last_line: output?.last ?? null };
  const at = run.started_at ?? run.ended_at ?? "";
  return Effect.map(
    sql<{ number: number }>`INSERT INTO run ${sql.insert({ at, ...row })}
      ON CONFLICT (path, run) DO UPDATE SET ${sql.update(row, ["path", "run"])} RETURNING number`,
    ([stored]) => stored?.number ?? 0,
  );
};

const select = (sql: Sql, { within, outcomes, triggers, from, to, before, limit }: RunQuery) => {
  const conditions = [
    scopeOf(sql, within, "path"),
    ...(outcomes === undefined ? [] : [sql.in("outcome", outcomes)]),
    ...(triggers === undefined ? [] : [sql.in("trigger", triggers)]),
    ...(from === undefined ? [] : [sql`at >= ${from}`]),
    ...(to === undefined ? [] : [sql`at <= ${to}`]),
    ...(before === undefined ? [] : [sql`(at, number) < (${before.at}, ${before.number})`]),
  ];
  return sql<Row>`SELECT ${sql.literal(columns)} FROM run
                  WHERE ${sql.and(conditions)} ORDER BY at DESC, number DESC LIMIT ${limit + 1}`;
};
