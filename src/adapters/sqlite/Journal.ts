import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect, Option, type Queue, Schema, Stream } from "effect";
import { JournalError } from "../../domain/Errors.ts";
import { entryOf, type JournalEntry, printedEntry } from "../../domain/Event.ts";
import { Memory } from "../../domain/stored/Memory.ts";
import type { Retention } from "../../domain/stored/Retention.ts";
import { type ChildPath, root } from "../../domain/tree/ChildPath.ts";
import type { CrashPointHook } from "../../ports/home/CrashPoints.ts";
import type { Replacement } from "../../ports/home/Replacement.ts";
import type {
  ActionQuery,
  CountedExits,
  Journal,
  JournalBatch,
  JournalQuery,
} from "../../ports/store/Journal.ts";
import type { Ask } from "./file/database.ts";
import { type EventRow, pageAfter, scopeOf, startOf } from "./pages.ts";
import { completeAfter, markMissing, type Thinning, thinningTo } from "./thinning/thinning.ts";
import type { ToldMark } from "./toldMark.ts";

const decodeMemory = Schema.decodeUnknownOption(Schema.parseJson(Memory));

interface JournalOptions {
  readonly told: ToldMark;
  readonly crashPoint: CrashPointHook;
  readonly retention: Retention;
  readonly replacements: Queue.Dequeue<Replacement>;
}

/**
 * The journal in a database. What is remembered of nodes needs no bound: the nodes that are no more are forgotten.
 */
export const journalIn = (
  use: Ask,
  { told, crashPoint, retention, replacements }: JournalOptions,
): typeof Journal.Service => {
  const thinOut = thinningTo(retention);
  let past: "there" | "missing" = "there";
  return {
    ...reading(use),
    replacements: Stream.fromQueue(replacements).pipe(
      Stream.tap(({ isComplete }) =>
        Effect.sync(() => {
          if (!isComplete) past = "missing";
        }),
      ),
    ),
    write: (batch) =>
      use((sql) =>
        sql.withTransaction(
          Effect.gen(function* () {
            const [first] = batch.entries;
            if (past === "missing" && first !== undefined) {
              yield* markMissing(sql, first.seq - 1);
              past = "there";
            }
            yield* write(sql, thinOut, batch, crashPoint);
          }),
        ),
      ),
    lastSeq: Effect.map(use(lastWritten), (last) => Math.max(last, told.value)),
    promise: (seq) =>
      Effect.try({
        try: () => told.raise(seq),
        catch: (error) => new JournalError({ message: String(error) }),
      }),
  };
};

const neverWritten = new JournalError({ message: "the journal of a home without a daemon is only read" });

/** The journal in a database of a home that no daemon has now. */
export const leftJournalIn = (use: Ask): typeof Journal.Service => ({
  ...reading(use),
  replacements: Stream.empty,
  lastSeq: use(lastWritten),
  write: () => neverWritten,
  promise: () => neverWritten,
});

/** What is read of a journal, whoever writes it. */
const reading = (
  use: Ask,
): Pick<
  typeof Journal.Service,
  "recall" | "read" | "page" | "newestOf" | "exitsOf" | "actions" | "startOf" | "completeAfter"
> => ({
  recall: use((sql) =>
    Effect.map(sql<MemoryRow>`SELECT path, memory FROM memory`, (rows) => {
      const decoded = rows.map(({ path, memory }) => ({ path, memory: decodeMemory(memory) }));
      return {
        memories: decoded.flatMap(({ memory }) => Option.toArray(memory)),
        unreadable: decoded.flatMap(({ path, memory }) => (Option.isNone(memory) ? [path] : [])),
      };
    }),
  ),
  read: (query) => use((sql) => Effect.map(select(sql, query), (rows) => rows.map(entryOf))),
  page: ({ after, ...which }) =>
    Effect.map(
      use((sql) => pageAfter(sql, after, which)),
      ({ rows, next }) => ({ entries: rows.map(entryOf), next }),
    ),
  newestOf: ({ subject, before = Number.MAX_SAFE_INTEGER, limit }) =>
    use((sql) =>
      Effect.map(
        sql<EventRow>`SELECT seq, at, type, subject, event FROM entry
                      WHERE subject = ${subject} AND seq < ${before} ORDER BY seq DESC LIMIT ${limit}`,
        (rows) => rows.map(entryOf),
      ),
    ),
  exitsOf: (subject, since = "") =>
    use((sql) =>
      Effect.map(
        sql<CountedExits>`SELECT count(CASE WHEN type = 'transition' THEN event ->> 'exit' END) AS exits,
                                 min(at) AS since, coalesce(max(seq), 0) AS newest
                          FROM entry WHERE subject = ${subject} AND at >= ${since}`,
        ([counted = { exits: 0, since: null, newest: 0 }]) => counted,
      ),
    ),
  actions: (query) => use((sql) => Effect.map(selectActions(sql, query), (rows) => rows.map(entryOf))),
  startOf: ({ last, ...which }) => startOf(use, last, which),
  completeAfter: use(completeAfter),
});

interface MemoryRow {
  readonly path: ChildPath;
  readonly memory: string;
}

const lastWritten = (sql: SqliteClient.SqliteClient) =>
  Effect.map(sql<{ last: number | null }>`SELECT max(seq) AS last FROM entry`, (rows) => rows[0]?.last ?? 0);

const write = (
  sql: SqliteClient.SqliteClient,
  thinOut: Thinning,
  { entries, memories, forgotten, also = [] }: JournalBatch,
  crashPoint: CrashPointHook,
) =>
  Effect.gen(function* () {
    for (const entry of entries) yield* insert(sql, entry);
    yield* thinOut(sql, entries.at(-1)?.seq ?? 0, entries.length);
    crashPoint("journal.half-written");
    for (const memory of memories) {
      yield* sql`INSERT OR REPLACE INTO memory (path, memory) VALUES (${memory.path}, ${JSON.stringify(memory)})`;
    }
    for (const path of forgotten) yield* sql`DELETE FROM memory WHERE path = ${path}`;
    yield* Effect.all(also, { discard: true });
  });

const insert = (sql: SqliteClient.SqliteClient, entry: JournalEntry) => {
  const { seq, at, type, subject, ...rest } = printedEntry(entry);
  const event = JSON.stringify({ type, at, subject, ...rest });
  return sql`INSERT INTO entry (seq, at, type, subject, event)
             VALUES (${seq}, ${at}, ${type}, ${subject}, ${event})`;
};

const select = (sql: SqliteClient.SqliteClient, { after = 0, last, within = root }: JournalQuery) => {
  const scope = scopeOf(sql, [within]);
  return last === undefined
    ? sql<EventRow>`SELECT seq, at, type, subject, event FROM entry WHERE seq > ${after} AND ${scope} ORDER BY seq`
    : sql<EventRow>`SELECT * FROM (SELECT seq, at, type, subject, event FROM entry WHERE seq > ${after} AND ${scope}
               ORDER BY seq DESC LIMIT ${last}) ORDER BY seq`;
};

const selectActions = (
  sql: SqliteClient.SqliteClient,
  { before, limit, principal, action, outcome, since, until }: ActionQuery,
) => {
  const conditions = [
    // As the index has it.
    sql`type = 'action'`,
    ...(before === undefined ? [] : [sql`seq < ${before}`]),
    ...(principal === undefined
      ? []
      : [sql`(event ->> 'by' = ${principal} OR event ->> 'account' = ${principal})`]),
    ...(action === undefined ? [] : [sql`event ->> 'action' = ${action}`]),
    ...(outcome === undefined ? [] : [sql`event ->> 'outcome' = ${outcome}`]),
    ...(since === undefined ? [] : [sql`at >= ${since}`]),
    ...(until === undefined ? [] : [sql`at <= ${until}`]),
  ];
  return sql<EventRow>`SELECT seq, at, type, subject, event FROM entry
                       WHERE ${sql.and(conditions)} ORDER BY seq DESC LIMIT ${limit}`;
};
