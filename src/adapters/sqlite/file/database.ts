import { rmSync } from "node:fs";
import { SqlError } from "@effect/sql/SqlError";
import { SqliteClient } from "@effect/sql-sqlite-node";
import { Cause, Context, Duration, Effect, Layer, type Scope } from "effect";
import { JournalError } from "../../../domain/Errors.ts";
import type { Replacement } from "../../../ports/home/Replacement.ts";
import { connectionTo, type Opening } from "./connection.ts";
import { keepPrivate } from "./keepPrivate.ts";

/** A database file. */
interface DatabaseFile {
  readonly file: string;
  /**
   * With `migrations`, the file is created, migrated to the newest schema, and written to; `replaced` is called when
   * another file has taken its place. With `reads`, it is only read, and must have one of these versions of the schema.
   */
  readonly access:
    | { readonly migrations: Migrations; readonly replaced?: (replacement: Replacement) => void }
    | { readonly reads: Versions };
}

/** `user_version` is the number of completed steps. */
type Migrations = ReadonlyArray<ReadonlyArray<string>>;

/** A range of schema versions, both ends inclusive. */
interface Versions {
  readonly from: number;
  readonly to: number;
}

/** What a database is used for, in messages. */
interface Purpose {
  /** The name of the content, such as `the journal`. */
  readonly called: string;
  /** The consequence of a failure, for users. */
  readonly meanwhile: string;
}

/** Runs a query on a database; fails with a message about what to do if the database can't be used. */
export type Ask = <A>(
  query: (sql: SqliteClient.SqliteClient) => Effect.Effect<A, unknown>,
) => Effect.Effect<A, JournalError>;

/** How often to look whether the file is still in its place. */
const placeCheckInterval = Duration.seconds(1);

/**
 * A SQLite file (WAL, so that readers and the writer do not wait for each other) that serves several purposes. It is
 * opened on first use, and again after a failure. While the database is locked, corrupt or unreachable, calls fail with
 * a message about what to do; nothing else is affected, and later calls succeed once the problem is gone. A file that is
 * written to and is deleted meanwhile is restored.
 */
export const database = (
  options: DatabaseFile,
): Effect.Effect<(purpose: Purpose) => Ask, never, Scope.Scope> =>
  Effect.map(connect(options), (connection) => (purpose): Ask => {
    const { file } = options;
    const connected = Effect.catchAllCause(connection.get, (cause) =>
      Effect.fail(inTrouble(file, Cause.squash(cause), purpose)),
    );
    return (query) =>
      Effect.flatMap(connected, (sql) =>
        Effect.catchAllCause(query(sql), (cause) => {
          const error = Cause.squash(cause);
          // From a nested query, which has already closed the connection if SQLite had failed.
          if (error instanceof JournalError) return error;
          // An error that is not SQLite's does not close the connection for other callers.
          return error instanceof SqlError
            ? Effect.zipRight(connection.close, inTrouble(file, error, purpose))
            : new JournalError({ message: `${purpose.called} ${file}: ${String(error)}` });
        }),
      );
  });

const connect = (options: DatabaseFile) =>
  Effect.gen(function* () {
    const { file, access } = options;
    const isRead = "reads" in access;
    const connection = yield* connectionTo(
      file,
      open(options),
      (isRead ? null : access.replaced) ?? (() => undefined),
    );
    if (!isRead)
      yield* Effect.forkScoped(
        Effect.forever(Effect.andThen(Effect.sleep(placeCheckInterval), connection.putBack)),
      );
    return connection;
  });

const open = ({ file, access }: DatabaseFile): Opening =>
  Effect.gen(function* () {
    const isRead = "reads" in access;
    if (!isRead) yield* Effect.sync(() => keepPrivate(file));
    const how = isRead ? { readonly: true, disableWAL: true } : {};
    const context = yield* Layer.build(SqliteClient.layer({ filename: file, ...how }));
    const sql = Context.get(context, SqliteClient.SqliteClient);
    yield* sql`PRAGMA synchronous = NORMAL`;
    yield* sql`PRAGMA busy_timeout = 200`;
    // In kB. The driver's default of 16 MB would fill up with a journal, of which only the end is read repeatedly.
    yield* sql`PRAGMA cache_size = -2000`;
    const version = yield* versionOf(sql);
    const known = isRead ? access.reads.to : access.migrations.length;
    if (version > known) return yield* Effect.fail(new Error("it was written by a newer Sentinel"));
    if (isRead && version < access.reads.from)
      return yield* Effect.fail(new Error("it was written by an older Sentinel"));
    if (!isRead && version < known) {
      if (version > 0) yield* backUp(sql, `${file}.before-${known}`);
      yield* migrate(sql, access.migrations, version);
    }
    return { sql, isNew: version === 0 };
  });

const versionOf = (sql: SqliteClient.SqliteClient): Effect.Effect<number, unknown> =>
  Effect.map(sql<{ user_version: number }>`PRAGMA user_version`, ([found]) => found?.user_version ?? 0);

export const migrate = (
  sql: SqliteClient.SqliteClient,
  migrations: Migrations,
  from: number,
): Effect.Effect<unknown, unknown> =>
  sql.withTransaction(
    Effect.forEach([...migrations.slice(from).flat(), `PRAGMA user_version = ${migrations.length}`], (step) =>
      sql.unsafe(step),
    ),
  );

/**
 * Allows a return to the older version of Sentinel. SQLite does not overwrite a file, and a daemon that was killed
 * meanwhile, or an earlier attempt, may have left one.
 */
const backUp = (sql: SqliteClient.SqliteClient, copy: string): Effect.Effect<unknown, unknown> =>
  Effect.andThen(
    Effect.sync(() => {
      rmSync(copy, { force: true });
      keepPrivate(copy);
    }),
    sql.unsafe(`VACUUM INTO '${copy.replaceAll("'", "''")}'`),
  );

const explanations: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /malformed|not a database|SQLITE_CORRUPT|SQLITE_NOTADB/,
    "it is not a readable database; move it away and a new one is made",
  ],
  [/locked|SQLITE_BUSY/, "another program holds it locked; close that program"],
  [/SQLITE_FULL|disk is full|ENOSPC/, "the disk is full; free some space"],
  [/newer Sentinel/, "it was written by a newer Sentinel; use that version"],
  [/older Sentinel/, "it was written by an older Sentinel; a daemon brings it up to date: `sentinel up`"],
  [
    /readonly|SQLITE_READONLY|unable to open|EACCES|SQLITE_CANTOPEN/,
    "it can't be opened or written; check the permissions of the file and its folder",
  ],
];

/** The messages and codes of an error and all its causes: SQLite's own code is in the innermost one. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { message, cause, code } = error as NodeJS.ErrnoException;
  return [message, code, cause === undefined ? "" : wordsOf(cause)].filter(Boolean).join(": ");
};

/** What is wrong with a database file, and what to do. */
export const inTrouble = (file: string, error: unknown, { called, meanwhile }: Purpose): JournalError => {
  const words = wordsOf(error);
  const why = explanations.find(([pattern]) => pattern.test(words))?.[1] ?? words.slice(0, 200);
  return new JournalError({ message: `${called} ${file} can't be used: ${why}. ${meanwhile}`.trimEnd() });
};
