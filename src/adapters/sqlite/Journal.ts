import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect, Layer, Option, Schema } from "effect";
import { root } from "../../domain/ChildPath.ts";
import { JournalError } from "../../domain/Errors.ts";
import { Event, type JournalEntry } from "../../domain/Event.ts";
import { Memory } from "../../domain/Memory.ts";
import { passing } from "../../domain/Step.ts";
import { Journal, type JournalBatch, type JournalQuery } from "../../ports/Journal.ts";
import { database } from "./database.ts";
import { type EventRow, pageAfter, scopeOf, startOf } from "./pages.ts";
import { completeAfter, forThinning, keptEntries, thinOut } from "./thinning.ts";
import { ToldMark } from "./toldMark.ts";

/** Steps from one version of the schema to the next. */
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

interface JournalFile {
  readonly file: string;
  /** How many of the newest entries are kept at least. */
  readonly kept?: number;
}

/** The journal in a SQLite file. What is remembered of nodes needs no bound: the nodes that are no more are forgotten. */
export const layer = ({ file, kept = keptEntries }: JournalFile): Layer.Layer<Journal> =>
  Layer.scoped(
    Journal,
    Effect.gen(function* () {
      const use = yield* database({
        file,
        called: "the journal",
        meanwhile: "History is kept in memory meanwhile.",
        migrations,
        unversioned: forThinning,
      });
      const told = new ToldMark(`${file}-told`);
      return Journal.of({
        write: (batch) => use((sql) => sql.withTransaction(write(sql, kept, batch))),
        recall: use((sql) =>
          Effect.map(sql<{ memory: string }>`SELECT memory FROM memory`, (rows) =>
            // What can't be understood is not remembered; the runs themselves are found all the same.
            rows.flatMap(({ memory }) => Option.toArray(decodeMemory(memory))),
          ),
        ),
        read: (query) => use((sql) => Effect.map(select(sql, query), (rows) => rows.map(entryOf))),
        page: ({ after, within }) =>
          Effect.map(
            use((sql) => pageAfter(sql, after, within)),
            ({ rows, next }) => ({ entries: rows.map(entryOf), next }),
          ),
        startOf: (last, within) => startOf(use, last, within),
        lastSeq: use((sql) =>
          Effect.map(sql<{ last: number | null }>`SELECT max(seq) AS last FROM entry`, (rows) =>
            Math.max(rows[0]?.last ?? 0, told.value),
          ),
        ),
        promise: (seq) =>
          Effect.try({
            try: () => told.raise(seq),
            catch: (error) => new JournalError({ message: String(error) }),
          }),
        completeAfter: use(completeAfter),
      });
    }),
  );

const write = (
  sql: SqliteClient.SqliteClient,
  kept: number,
  { entries, memories, forgotten }: JournalBatch,
) =>
  Effect.gen(function* () {
    for (const entry of entries) yield* insert(sql, entry);
    yield* thinOut(sql, kept, entries.at(-1)?.seq ?? 0, entries.length);
    passing("journal.half-written");
    for (const memory of memories) {
      yield* sql`INSERT OR REPLACE INTO memory (path, memory) VALUES (${memory.path}, ${JSON.stringify(memory)})`;
    }
    for (const path of forgotten) yield* sql`DELETE FROM memory WHERE path = ${path}`;
  });

const insert = (sql: SqliteClient.SqliteClient, { seq, ...event }: JournalEntry) =>
  sql`INSERT INTO entry (seq, at, type, subject, event)
      VALUES (${seq}, ${event.at}, ${event.type}, ${event.subject}, ${JSON.stringify(event)})`;

type Row = Pick<EventRow, "seq" | "event">;

const entryOf = ({ seq, event }: Row): JournalEntry => ({ ...decodeEvent(event), seq });

const select = (sql: SqliteClient.SqliteClient, { after = 0, last, within = root }: JournalQuery) => {
  const scope = scopeOf(sql, [within]);
  return last === undefined
    ? sql<Row>`SELECT seq, event FROM entry WHERE seq > ${after} AND ${scope} ORDER BY seq`
    : sql<Row>`SELECT * FROM (SELECT seq, event FROM entry WHERE seq > ${after} AND ${scope}
               ORDER BY seq DESC LIMIT ${last}) ORDER BY seq`;
};
