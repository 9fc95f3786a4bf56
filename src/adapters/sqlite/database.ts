import { rmSync } from "node:fs";
import { SqlError } from "@effect/sql/SqlError";
import { SqliteClient } from "@effect/sql-sqlite-node";
import { Cause, Context, Effect, Exit, Layer, Scope } from "effect";
import { JournalError } from "../../domain/Errors.ts";
import { keepPrivate } from "./keepPrivate.ts";

/** A database file. */
interface DatabaseFile {
  readonly file: string;
  /**
   * It is made, brought to the newest schema by these steps, and written to; or only read, which needs one of these
   * versions of its schema.
   */
  readonly access: { readonly migrations: Migrations } | { readonly reads: Versions };
}

/** `user_version` says how many of these have been taken. */
type Migrations = ReadonlyArray<ReadonlyArray<string>>;

/** Versions of a schema, both included. */
interface Versions {
  readonly from: number;
  readonly to: number;
}

/** What somebody keeps in a database, for people. */
interface Purpose {
  /** `the journal`. */
  readonly called: string;
  /** What trouble with it means for them. */
  readonly meanwhile: string;
}

/** Asks a database; fails with what to do where it can't be used. */
export type Ask = <A>(
  query: (sql: SqliteClient.SqliteClient) => Effect.Effect<A, unknown>,
) => Effect.Effect<A, JournalError>;

/**
 * A SQLite file (WAL, so readers and the writer do not wait for each other), to be asked for several purposes. It is
 * opened when it is first needed and again after any trouble: a database that is locked, corrupt or out of reach makes
 * the calls fail with what to do, costs nobody anything else, and works again once it can.
 */
export const database = (
  options: DatabaseFile,
): Effect.Effect<(purpose: Purpose) => Ask, never, Scope.Scope> =>
  Effect.map(reopening(open(options)), (connection) => (purpose): Ask => {
    const { file } = options;
    const connected = Effect.catchAllCause(connection.get, (cause) =>
      Effect.fail(inTrouble(file, Cause.squash(cause), purpose)),
    );
    return (query) =>
      Effect.flatMap(connected, (sql) =>
        Effect.catchAllCause(query(sql), (cause) => {
          const error = Cause.squash(cause);
          // Somebody has asked within this query, and closed it where it was SQLite's trouble.
          if (error instanceof JournalError) return error;
          // What SQLite has nothing to do with closes nobody's connection.
          return error instanceof SqlError
            ? Effect.zipRight(connection.close, inTrouble(file, error, purpose))
            : new JournalError({ message: `${purpose.called} ${file}: ${String(error)}` });
        }),
      );
  });

/** A resource that is acquired when it is wanted and can be closed to be acquired anew. */
const reopening = <A>(acquire: Effect.Effect<A, unknown, Scope.Scope>) =>
  Effect.gen(function* () {
    const own = yield* Effect.scope;
    let held: { readonly value: A; readonly scope: Scope.CloseableScope } | null = null;
    const close = Effect.suspend(() => {
      const closing = held;
      held = null;
      return closing ? Scope.close(closing.scope, Exit.void) : Effect.void;
    });
    const get = Effect.suspend(() =>
      held
        ? Effect.succeed(held.value)
        : Effect.gen(function* () {
            const scope = yield* Scope.make();
            const value = yield* Scope.extend(acquire, scope).pipe(
              Effect.onError(() => Scope.close(scope, Exit.void)),
            );
            held = { value, scope };
            return value;
          }),
    );
    yield* Scope.addFinalizer(own, close);
    return { get, close };
  });

const open = ({
  file,
  access,
}: DatabaseFile): Effect.Effect<SqliteClient.SqliteClient, unknown, Scope.Scope> =>
  Effect.gen(function* () {
    const isRead = "reads" in access;
    if (!isRead) yield* Effect.sync(() => keepPrivate(file));
    const how = isRead ? { readonly: true, disableWAL: true } : {};
    const context = yield* Layer.build(SqliteClient.layer({ filename: file, ...how }));
    const sql = Context.get(context, SqliteClient.SqliteClient);
    yield* sql`PRAGMA synchronous = NORMAL`;
    yield* sql`PRAGMA busy_timeout = 200`;
    // In kB. The driver's own 16 MB fill up with a journal of which only the end is read again.
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
    return sql;
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
 * The way back, should the newer Sentinel not stay. SQLite writes over no file, and a daemon that was killed
 * meanwhile, or an earlier try, has left one.
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

/** Everything that an error and its causes say: SQLite's own code is in the innermost. */
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
