import { rmSync } from "node:fs";
import { SqliteClient } from "@effect/sql-sqlite-node";
import { Cause, Context, Effect, Exit, Layer, Scope } from "effect";
import { JournalError } from "../../domain/Errors.ts";

/** A database file, and the steps from one version of its schema to the next. */
interface DatabaseFile {
  readonly file: string;
  /** For people: `the journal`. */
  readonly called: string;
  /** What trouble with it means for them. */
  readonly meanwhile: string;
  /** `user_version` says how many of these have been taken. */
  readonly migrations: ReadonlyArray<ReadonlyArray<string>>;
  /**
   * What is added to any schema, each time, and an older Sentinel need not know of: so it can go on with the file when
   * an upgrade fails, and no copy has to be made of it before.
   */
  readonly unversioned?: ReadonlyArray<string>;
}

/** Asks a database; fails with what to do where it can't be used. */
type Ask = <A>(
  query: (sql: SqliteClient.SqliteClient) => Effect.Effect<A, unknown>,
) => Effect.Effect<A, JournalError>;

/**
 * A SQLite file (WAL, so readers and the writer do not wait for each other). It is opened when it is first
 * needed and again after any trouble: a database that is locked, corrupt or out of reach makes the calls fail
 * with what to do, costs nobody anything else, and works again once it can.
 */
export const database = (options: DatabaseFile): Effect.Effect<Ask, never, Scope.Scope> =>
  Effect.map(
    reopening(open(options)),
    (connection): Ask =>
      (query) =>
        connection.get.pipe(
          Effect.flatMap(query),
          Effect.catchAllCause((cause) =>
            Effect.zipRight(
              connection.close,
              new JournalError({ message: explain(options, wordsOf(Cause.squash(cause))) }),
            ),
          ),
        ),
  );

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
            const value = yield* Scope.extend(acquire, scope);
            held = { value, scope };
            return value;
          }),
    );
    yield* Scope.addFinalizer(own, close);
    return { get, close };
  });

const open = ({
  file,
  migrations,
  unversioned = [],
}: DatabaseFile): Effect.Effect<SqliteClient.SqliteClient, unknown, Scope.Scope> =>
  Effect.gen(function* () {
    const context = yield* Layer.build(SqliteClient.layer({ filename: file }));
    const sql = Context.get(context, SqliteClient.SqliteClient);
    yield* sql`PRAGMA synchronous = NORMAL`;
    yield* sql`PRAGMA busy_timeout = 200`;
    // In kB. The driver's own 16 MB fill up with a journal of which only the end is read again.
    yield* sql`PRAGMA cache_size = -2000`;
    const [found] = yield* sql<{ user_version: number }>`PRAGMA user_version`;
    const version = found?.user_version ?? 0;
    if (version > migrations.length)
      return yield* Effect.fail(new Error("it was written by a newer Sentinel"));
    const pending = migrations.slice(version).flat();
    if (pending.length > 0) {
      if (version > 0) yield* backUp(sql, `${file}.before-${migrations.length}`);
      const migrate = Effect.forEach([...pending, `PRAGMA user_version = ${migrations.length}`], (step) =>
        sql.unsafe(step),
      );
      yield* sql.withTransaction(migrate);
    }
    yield* Effect.forEach(unversioned, (step) => sql.unsafe(step));
    return sql;
  });

/**
 * The way back, should the newer Sentinel not stay. SQLite writes over no file, and a daemon that was killed
 * meanwhile, or an earlier try, has left one.
 */
const backUp = (sql: SqliteClient.SqliteClient, copy: string): Effect.Effect<unknown, unknown> =>
  Effect.andThen(
    Effect.sync(() => rmSync(copy, { force: true })),
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

const explain = ({ file, called, meanwhile }: DatabaseFile, words: string): string => {
  const why = explanations.find(([pattern]) => pattern.test(words))?.[1] ?? words.slice(0, 200);
  return `${called} ${file} can't be used: ${why}. ${meanwhile}`;
};
