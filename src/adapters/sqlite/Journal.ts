import { SqliteClient } from "@effect/sql-sqlite-node";
import { Cause, Context, Effect, Exit, Layer, Option, Schema, Scope } from "effect";
import { JournalError } from "../../domain/Errors.ts";
import { Event, type JournalEntry } from "../../domain/Event.ts";
import { Memory } from "../../domain/Memory.ts";
import { passing } from "../../domain/Step.ts";
import { Journal, type JournalBatch, type JournalQuery } from "../../ports/Journal.ts";

/** Steps from one version of the schema to the next; `user_version` says how many have been taken. */
const migrations: ReadonlyArray<ReadonlyArray<string>> = [
  [
    `CREATE TABLE entry (
       seq INTEGER PRIMARY KEY, at TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, event TEXT NOT NULL
     ) STRICT`,
    "CREATE INDEX entry_subject ON entry (subject, seq)",
  ],
  ["CREATE TABLE memory (path TEXT PRIMARY KEY, memory TEXT NOT NULL) STRICT"],
];

const decodeEvent = Schema.decodeUnknownSync(Schema.parseJson(Event));
const decodeMemory = Schema.decodeUnknownOption(Schema.parseJson(Memory));

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
        write: (batch) => use((sql) => sql.withTransaction(write(sql, batch))),
        recall: use((sql) =>
          Effect.map(sql<{ memory: string }>`SELECT memory FROM memory`, (rows) =>
            // What can't be understood is not remembered; the runs themselves are found all the same.
            rows.flatMap(({ memory }) => Option.toArray(decodeMemory(memory))),
          ),
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
    const [found] = yield* sql<{ user_version: number }>`PRAGMA user_version`;
    const version = found?.user_version ?? 0;
    if (version > migrations.length)
      return yield* Effect.fail(new Error("it was written by a newer Sentinel"));
    const pending = migrations.slice(version).flat();
    if (pending.length > 0) {
      // The way back, should the newer Sentinel not stay.
      if (version > 0)
        yield* sql.unsafe(`VACUUM INTO '${file.replaceAll("'", "''")}.before-${migrations.length}'`);
      const migrate = Effect.forEach([...pending, `PRAGMA user_version = ${migrations.length}`], (step) =>
        sql.unsafe(step),
      );
      yield* sql.withTransaction(migrate);
    }
    return sql;
  });

const write = (sql: SqliteClient.SqliteClient, { entries, memories, forgotten }: JournalBatch) =>
  Effect.gen(function* () {
    for (const entry of entries) yield* insert(sql, entry);
    passing("journal.half-written");
    for (const memory of memories) {
      yield* sql`INSERT OR REPLACE INTO memory (path, memory) VALUES (${memory.path}, ${JSON.stringify(memory)})`;
    }
    for (const path of forgotten) yield* sql`DELETE FROM memory WHERE path = ${path}`;
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

const explain = (file: string, words: string): string => {
  const why = explanations.find(([pattern]) => pattern.test(words))?.[1] ?? words.slice(0, 200);
  return `the journal ${file} can't be used: ${why}. History is kept in memory meanwhile.`;
};
