import { Effect, Either } from "effect";
import { readStoredCheck, storedCheck } from "../../domain/stored/CheckRecord.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { CheckIns, PingKey, StoredReport } from "../../ports/store/CheckIns.ts";
import type { Ask } from "./file/database.ts";

/** How many reports of a check are kept. */
const keptReports = 200;

interface KeyRow {
  readonly path: ChildPath;
  readonly digest: string;
  readonly created_at: number;
  readonly created_by: string;
}

type ReportRow = Omit<StoredReport, "bodySize"> & { readonly body_size: number };

const keyOf = ({ created_at, created_by, ...key }: KeyRow): PingKey => ({
  ...key,
  createdAt: created_at,
  createdBy: created_by,
});

/** The reports in a database. */
export const checkInsIn = (use: Ask): typeof CheckIns.Service => ({
  recall: use((sql) =>
    Effect.gen(function* () {
      const rows = yield* sql<{ path: ChildPath; memory: string }>`SELECT path, memory FROM check_memory`;
      const [observed] = yield* sql<{ until: number | null }>`SELECT max(until) AS until FROM check_observed`;
      const read = rows.map(({ path, memory }) => ({ path, memory: readStoredCheck(memory) }));
      return {
        checks: new Map(
          read.flatMap(({ path, memory }) => (Either.isRight(memory) ? [[path, memory.right] as const] : [])),
        ),
        unreadable: read.flatMap(({ path, memory }) =>
          Either.isLeft(memory) ? [{ path, why: memory.left }] : [],
        ),
        observedUntil: observed?.until ?? null,
      };
    }),
  ),
  store: ({ path, memory, report }) =>
    use((sql) =>
      Effect.gen(function* () {
        yield* sql`INSERT OR REPLACE INTO check_memory (path, memory) VALUES (${path}, ${storedCheck(memory)})`;
        if (report === null) return;
        const { at, claimed, kind, exit, id, body, bodySize, by } = report;
        yield* sql`INSERT INTO check_report (path, at, claimed, kind, exit, id, body, body_size, by)
          VALUES (${path}, ${at}, ${claimed}, ${kind}, ${exit}, ${id}, ${body}, ${bodySize}, ${by})`;
        yield* sql`DELETE FROM check_report WHERE path = ${path} AND number <=
          (SELECT number FROM check_report WHERE path = ${path} ORDER BY number DESC LIMIT 1 OFFSET ${keptReports})`;
      }),
    ),
  observed: (until) =>
    use((sql) =>
      Effect.zipRight(
        sql`DELETE FROM check_observed`,
        sql`INSERT INTO check_observed (until) VALUES (${until})`,
      ),
    ),
  reports: (path, limit) =>
    use((sql) =>
      Effect.map(
        sql<ReportRow>`SELECT at, claimed, kind, exit, id, body, body_size, by FROM check_report
                       WHERE path = ${path} ORDER BY number DESC LIMIT ${limit}`,
        (rows) => rows.map(({ body_size, ...row }) => ({ ...row, bodySize: body_size })),
      ),
    ),
  setKey: ({ path, digest, createdAt, createdBy }) =>
    use(
      (sql) => sql`INSERT OR REPLACE INTO check_key (path, digest, created_at, created_by)
                   VALUES (${path}, ${digest}, ${createdAt}, ${createdBy})`,
    ),
  keysBeginning: (start) =>
    use((sql) =>
      Effect.map(
        // After every hexadecimal digit.
        sql<KeyRow>`SELECT path, digest, created_at, created_by FROM check_key
                    WHERE digest >= ${start} AND digest < ${`${start}g`}`,
        (rows) => rows.map(keyOf),
      ),
    ),
  keys: use((sql) =>
    Effect.map(
      sql<KeyRow>`SELECT path, digest, created_at, created_by FROM check_key ORDER BY path`,
      (rows) => rows.map(keyOf),
    ),
  ),
});
