import { SqliteClient } from "@effect/sql-sqlite-node";
import { Cause, Context, Effect, Exit, Layer, Schema, Scope } from "effect";
import { JournalError } from "../../domain/Errors.ts";
import { Event, type JournalEntry } from "../../domain/Event.ts";
import { Journal, type JournalQuery } from "../../ports/Journal.ts";

/** Steps from one version of the schema to the next; `user_version` says how many have been taken. */
const migrations: ReadonlyArray<ReadonlyArray<string>> = [
  [
    `CREATE TABLE entry (
       seq INTEGER PRIMARY KEY, at TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, event TEXT NOT NULL
     ) STRICT`,
    "CREATE INDEX entry_subject ON entry (subject, seq)",
  ],
];

const decodeEvent = Schema.decodeUnknownSync(Schema.parseJson(Event));

/**
 * The journal in a SQLite file (WAL, so readers and the writer do not wait for each other). The file is
 * opened when it is first needed and again after any trouble: a database that is locked, corrupt or out of
 * reach makes the calls fail with what to do, costs nobody anything else, and works again once it can.
 */
export const layer = ({ file }: { readonly file: string }): Layer.Layer<Journal> =>
  Layer.scoped(
    Journal,
    Effect.gen(function* () {
      const connection = yield* reopening(open(file));
      const use = <A>(
        query: (sql: SqliteClient.SqliteClient) => Effect.Effect<A, unknown>,
      ): Effect.Effect<A, JournalError> =>
        connection.get.pipe(
          Effect.flatMap(query),
          Effect.catchAllCause((cause) =>
            Effect.zipRight(
              connection.close,
              new JournalError({ message: explain(file, wordsOf(Cause.squash(cause))) }),
            ),
          ),
        );
      return Journal.of({
        append: (entries) =>
          use((sql) =>
            sql.withTransaction(Effect.forEach(entries, (entry) => insert(sql, entry), { discard: true })),
          ),
        read: (query) => use((sql) => Effect.map(select(sql, query), (rows) => rows.map(entryOf))),
        lastSeq: use((sql) =>
          Effect.map(
            sql<{ last: number | null }>`SELECT max(seq) AS last FROM entry`,
            (rows) => rows[0]?.last ?? 0,
          ),
        ),
      });
    }),
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

const open = (file: string): Effect.Effect<SqliteClient.SqliteClient, unknown, Scope.Scope> =>
  Effect.gen(function* () {
    const context = yield* Layer.build(SqliteClient.layer({ filename: file }));
    const sql = Context.get(context, SqliteClient.SqliteClient);
    yield* sql`PRAGMA synchronous = NORMAL`;
    yield* sql`PRAGMA busy_timeout = 200`;
    const [version] = yield* sql<{ user_version: number }>`PRAGMA user_version`;
    const pending = migrations.slice(version?.user_version ?? 0).flat();
    if (pending.length > 0) {
      const migrate = Effect.forEach([...pending, `PRAGMA user_version = ${migrations.length}`], (step) =>
        sql.unsafe(step),
      );
      yield* sql.withTransaction(migrate);
    }
    return sql;
  });

const insert = (sql: SqliteClient.SqliteClient, { seq, ...event }: JournalEntry) =>
  sql`INSERT INTO entry (seq, at, type, subject, event)
      VALUES (${seq}, ${event.at}, ${event.type}, ${event.subject}, ${JSON.stringify(event)})`;

interface Row {
  readonly seq: number;
  readonly event: string;
}

const entryOf = ({ seq, event }: Row): JournalEntry => ({ ...decodeEvent(event), seq });

/** `0` is the character after `/` and `$` the one after `#`: what is under a path lies between them. */
const select = (sql: SqliteClient.SqliteClient, { after = 0, last, within = "" }: JournalQuery) => {
  const scope =
    within === ""
      ? sql`1`
      : sql`(subject = ${within} OR (subject >= ${`${within}/`} AND subject < ${`${within}0`})
             OR (subject >= ${`${within}#`} AND subject < ${`${within}$`}))`;
  return last === undefined
    ? sql<Row>`SELECT seq, event FROM entry WHERE seq > ${after} AND ${scope} ORDER BY seq`
    : sql<Row>`SELECT * FROM (SELECT seq, event FROM entry WHERE seq > ${after} AND ${scope}
               ORDER BY seq DESC LIMIT ${last}) ORDER BY seq`;
};

const explanations: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /malformed|not a database|SQLITE_CORRUPT|SQLITE_NOTADB/,
    "it is not a readable database; move it away and a new one is made",
  ],
  [/locked|SQLITE_BUSY/, "another program holds it locked; close that program"],
  [/SQLITE_FULL|disk is full|ENOSPC/, "the disk is full; free some space"],
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

const explain = (file: string, words: string): string => {
  const why = explanations.find(([pattern]) => pattern.test(words))?.[1] ?? words.slice(0, 200);
  return `the journal ${file} can't be used: ${why}. History is kept in memory meanwhile.`;
};
