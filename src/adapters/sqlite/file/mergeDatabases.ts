import { copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SqliteClient } from "@effect/sql-sqlite-node";
import { Cause, Context, Effect, Layer } from "effect";
import { JournalError } from "../../../domain/Errors.ts";
import { database, earlierDatabases } from "../../../home/files.ts";
import { type CrashPointHook, CrashPoints } from "../../../ports/home/CrashPoints.ts";
import { runsOfJournal } from "../runsOfJournal.ts";
import { inTrouble, migrate } from "./database.ts";
import { keepPrivate } from "./keepPrivate.ts";
import { migrations } from "./schema.ts";

/** The tables of version 0.1, with their columns; early databases lack some of them. */
const tables = {
  journal: {
    entry: "seq, at, type, subject, event",
    thinned: "upto",
    memory: "path, memory",
  },
  revisions: {
    revision: "number, revision, at, by, source, message, tree",
    failed_apply: "number, revision, at, by, source, message, error",
  },
} as const;
type Earlier = keyof typeof tables;
const earlier: ReadonlyArray<Earlier> = ["journal", "revisions"];

/**
 * Merge the databases of a home of version 0.1 into one. The new one is created beside them under a temporary name and
 * then renamed, so that a daemon killed meanwhile leaves the old ones intact; after that, they are kept under other
 * names. `commit`: called when no older version may use the home any more.
 */
export const mergeDatabases = (home: string, commit: () => void): Effect.Effect<void, JournalError> =>
  Effect.gen(function* () {
    const crashPoint = yield* CrashPoints;
    const whole = join(home, database);
    const draft = `${whole}.draft`;
    const isMissing = !existsSync(whole) && earlier.some((name) => existsSync(fileOf(home, name)));
    if (isMissing) yield* merge(home, draft, crashPoint);
    yield* Effect.try({
      try: () => {
        commit();
        crashPoint("merge.committed");
        if (isMissing) renameSync(draft, whole);
        crashPoint("merge.named");
        for (const name of earlier) setAside(fileOf(home, name));
      },
      catch: (error) => inTrouble(whole, error, asMerged),
    });
  });

const asMerged = {
  called: "the database",
  meanwhile: "What runs goes on without a daemon.",
};

const fileOf = (home: string, name: Earlier): string => join(home, earlierDatabases[name]);

const merge = (home: string, draft: string, crashPoint: CrashPointHook): Effect.Effect<void, JournalError> =>
  Effect.gen(function* () {
    for (const suffix of ["", "-journal"]) rmSync(`${draft}${suffix}`, { force: true });
    keepPrivate(draft);
    const context = yield* Layer.build(SqliteClient.layer({ filename: draft, disableWAL: true }));
    const sql = Context.get(context, SqliteClient.SqliteClient);
    yield* migrate(sql, migrations, 0);
    for (const name of earlier) {
      const file = fileOf(home, name);
      if (!existsSync(file)) continue;
      yield* Effect.mapError(copyTables(sql, file, name), (error) => inTrouble(file, error, asMerged));
      crashPoint("merge.copied");
    }
    // The journal was empty when the steps to the newest schema were carried out.
    yield* sql.unsafe(runsOfJournal);
    const told = `${fileOf(home, "journal")}-told`;
    if (existsSync(told)) copyFileSync(told, `${join(home, database)}-told`);
  }).pipe(
    Effect.scoped,
    Effect.catchAllCause((cause) => failed(draft, cause)),
  );

const failed = (draft: string, cause: Cause.Cause<unknown>): JournalError => {
  const error = Cause.squash(cause);
  return error instanceof JournalError ? error : inTrouble(draft, error, asMerged);
};

const copyTables = (
  sql: SqliteClient.SqliteClient,
  file: string,
  name: Earlier,
): Effect.Effect<unknown, unknown> =>
  Effect.gen(function* () {
    yield* sql`ATTACH ${file} AS earlier`;
    const found = yield* sql<{ name: string }>`SELECT name FROM earlier.sqlite_master WHERE type = 'table'`;
    const there = new Set(found.map((table) => table.name));
    const copies = Object.entries(tables[name])
      .filter(([table]) => there.has(table))
      .map(
        ([table, columns]) =>
          `INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM earlier.${table}`,
      );
    yield* sql.withTransaction(Effect.forEach(copies, (copy) => sql.unsafe(copy)));
    yield* sql`DETACH earlier`;
  });

/** Rename an old database, with the files that its last writer left beside it. */
const setAside = (file: string): void => {
  for (const suffix of ["-wal", "-shm", ""])
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${file}.before-${database}${suffix}`);
  rmSync(`${file}-told`, { force: true });
};
