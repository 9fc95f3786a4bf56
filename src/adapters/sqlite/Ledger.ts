import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Array as Arrays, Effect, Either } from "effect";
import { JournalError } from "../../domain/Errors.ts";
import type { InstantOutcome, LedgerRow } from "../../domain/job/Ledger.ts";
import { readStoredJob, storedJob } from "../../domain/stored/JobRecord.ts";
import type { LedgerRetention } from "../../domain/stored/Retention.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { CrashPointHook } from "../../ports/home/CrashPoints.ts";
import type { Ledger, LedgerBatch, LedgerQuery } from "../../ports/store/Ledger.ts";
import type { Ask } from "./file/database.ts";
import { ledgerThinningTo } from "./thinning/ledgerThinning.ts";

type Sql = SqliteClient.SqliteClient;

/** A row of the table: the outcome with its reason or its runs, as JSON. */
interface Row {
  readonly job: ChildPath;
  readonly at: number;
  readonly outcome: InstantOutcome["outcome"];
  readonly reason: string | null;
  readonly runs: string | null;
}

const rowOf = ({ job, at, outcome }: LedgerRow): Row => ({
  ...{ job, at, outcome: outcome.outcome },
  reason: "reason" in outcome ? outcome.reason : null,
  runs: "runs" in outcome ? JSON.stringify(outcome.runs) : null,
});

/** The columns of a row are written together, so that those of its outcome are there. */
const rowIn = ({ job, at, outcome, reason, runs }: Row): LedgerRow => ({
  ...{ job, at },
  outcome: {
    outcome,
    ...(reason === null ? {} : { reason }),
    ...(runs === null ? {} : { runs: JSON.parse(runs) }),
  } as InstantOutcome,
});

/** A statement has at most 32,766 values: after a long outage very many instants are settled at once. */
const rowsAtOnce = 1_000;

/** The rows without those that would be removed at once: an outage of a week of a job that is due every second has 604,800. */
const newestOf = (rows: ReadonlyArray<LedgerRow>, most: number): ReadonlyArray<LedgerRow> => {
  if (rows.length <= most) return rows;
  const counts = new Map<string, number>();
  const newestFirst = rows.toSorted((a, b) => b.at - a.at);
  return newestFirst.filter(({ job, outcome: { outcome } }) => {
    const count = (counts.get(job) ?? 0) + 1;
    counts.set(job, count);
    return count <= most || outcome === "waiting";
  });
};

/** Very many rows take seconds: what else the daemon has to do goes on between these statements. */
const othersFirst = Effect.promise(() => new Promise<void>((resume) => setImmediate(resume)));

/** The ledger of expected instants in a database, and what was decided about the jobs. */
export const ledgerIn = (
  use: Ask,
  kept: LedgerRetention,
  crashPoint: CrashPointHook,
): typeof Ledger.Service => {
  const thinOut = ledgerThinningTo(kept);
  return {
    write: (batch) => {
      const rows = newestOf(batch.rows, kept.instants);
      return use((sql) =>
        sql.withTransaction(
          Effect.zipRight(writeBatch(sql, { ...batch, rows }, crashPoint), thinOut(sql, rows)),
        ),
      );
    },
    recall: use((sql) =>
      Effect.gen(function* () {
        const [at] = yield* sql<LedgerBatch["at"]>`SELECT wall, real, boot FROM job_moment`;
        const rows = yield* sql<{ job: ChildPath; state: string }>`SELECT job, state FROM job_state`;
        const read = rows.map(({ job, state }) => ({ job, state: readStoredJob(state) }));
        const lost = read.flatMap(({ job, state }) => (Either.isLeft(state) ? [job] : []));
        return {
          at: at ?? null,
          jobs: read.flatMap(({ job, state }) =>
            Either.isRight(state) ? [{ job, state: state.right }] : [],
          ),
          unreadable: yield* Effect.forEach(lost, (job) => traceOf(sql, job)),
        };
      }),
    ),
    read: (query) => use((sql) => Effect.map(select(sql, query), (rows) => rows.map(rowIn))),
    ahead: (at) =>
      use((sql) =>
        Effect.map(sql<Row>`SELECT job, at, outcome, reason, runs FROM ledger WHERE at >= ${at}`, (rows) =>
          rows.map(rowIn),
        ),
      ),
  };
};

const neverWritten = new JournalError({ message: "the ledger of a home without a daemon is only read" });

/** The ledger in a database of a home that no daemon has now; a version that knew no jobs expected nothing. */
export const leftLedgerIn = (use: Ask): typeof Ledger.Service => ({
  ...noLedger,
  read: (query) =>
    use((sql) =>
      Effect.flatMap(sql`SELECT 1 FROM sqlite_master WHERE name = 'ledger'`, (found) =>
        found.length > 0 ? Effect.map(select(sql, query), (rows) => rows.map(rowIn)) : Effect.succeed([]),
      ),
    ),
});

/** The ledger of a home of version 0.1. */
export const noLedger: typeof Ledger.Service = {
  write: () => neverWritten,
  recall: Effect.succeed({ at: null, jobs: [], unreadable: [] }),
  read: () => Effect.succeed([]),
  ahead: () => Effect.succeed([]),
};

/** What the rows of a job tell of it. */
const traceOf = (sql: Sql, job: ChildPath) =>
  Effect.gen(function* () {
    const [{ newest = null } = {}] = yield* sql<{ newest: number | null }>`
      SELECT max(at) AS newest FROM ledger WHERE job = ${job}`;
    const waiting = yield* sql<{ at: number }>`
      SELECT at FROM ledger WHERE job = ${job} AND outcome = 'waiting' ORDER BY at`;
    return { job, newest, waiting: waiting.map(({ at }) => at) };
  });

const writeBatch = (
  sql: Sql,
  { at, jobs, rows, superseded, expectedAgain }: LedgerBatch,
  crashPoint: CrashPointHook,
) =>
  Effect.gen(function* () {
    yield* sql`DELETE FROM job_moment`;
    yield* sql`INSERT INTO job_moment ${sql.insert({ ...at })}`;
    for (const { job, state } of jobs)
      yield* sql`INSERT OR REPLACE INTO job_state (job, state) VALUES (${job}, ${storedJob(state)})`;
    if (rows.length > 0) crashPoint("ledger.half-written");
    for (const { job, from } of expectedAgain)
      yield* sql`DELETE FROM ledger WHERE job = ${job} AND at >= ${from} AND outcome IN ('missed', 'superseded')`;
    for (const { job, range } of superseded)
      yield* sql`UPDATE ledger SET outcome = 'superseded', reason = NULL
                 WHERE job = ${job} AND at >= ${range.from} AND at < ${range.until} AND reason = ${range.reason}`;
    for (const some of Arrays.chunksOf(rows.map(rowOf), rowsAtOnce)) {
      yield* sql`INSERT OR REPLACE INTO ledger ${sql.insert(some.map((row) => ({ ...row })))}`;
      if (rows.length > rowsAtOnce) yield* othersFirst;
    }
  });

const select = (sql: Sql, { jobs, from, until, outcome, before, limit }: LedgerQuery) => {
  const conditions = [
    ...(jobs === undefined ? [] : [sql.in("job", jobs)]),
    ...(from === undefined ? [] : [sql`at >= ${from}`]),
    ...(until === undefined ? [] : [sql`at < ${until}`]),
    ...(outcome === undefined ? [] : [sql`outcome = ${outcome}`]),
    ...(before === undefined ? [] : [sql`(at, job) < (${before.at}, ${before.job})`]),
  ];
  return sql<Row>`SELECT job, at, outcome, reason, runs FROM ledger
                  WHERE ${sql.and(conditions)} ORDER BY at DESC, job DESC LIMIT ${limit}`;
};
