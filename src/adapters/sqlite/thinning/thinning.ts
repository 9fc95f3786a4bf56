import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect } from "effect";
import type { Retention } from "../../../domain/stored/Retention.ts";

/** Once in so many entries is looked for what is too old, and twice as many are dealt with: a longer journal shrinks. */
const step = 1_000;
const most = 2 * step;

/** What is kept longer than transitions, and by which column: nearly everything else of that age is gone. */
const keptLonger = [
  { kind: "actions", which: "type IN ('action', 'transition')" },
  { kind: "alarms", which: "type = 'alarm'" },
  { kind: "tree", which: "type NOT IN ('action', 'transition', 'alarm')" },
] as const;

/** Takes out what is too old, when a batch that ends with `newest` and has so many entries is written. */
export type Thinning = (
  sql: SqliteClient.SqliteClient,
  newest: number,
  count: number,
) => Effect.Effect<void, unknown>;

/** The thinning of one daemon: what is kept changes with the next one, which looks at all that is old once. */
export const thinningTo = (kept: Retention): Thinning => {
  const searched = new Map<string, number>();

  const removeOldest = (
    sql: SqliteClient.SqliteClient,
    { kind, which }: (typeof keptLonger)[number],
    upTo: number,
  ): Effect.Effect<void, unknown> =>
    Effect.gen(function* () {
      const from = searched.get(kind) ?? 0;
      if (upTo <= from) return;
      const removed = yield* sql`DELETE FROM entry WHERE seq IN
        (SELECT seq FROM entry WHERE seq > ${from} AND seq <= ${upTo} AND ${sql.literal(which)}
         ORDER BY seq LIMIT ${most}) RETURNING seq`;
      if (removed.length < most) searched.set(kind, upTo);
    });

  return (sql, newest, count) =>
    Effect.gen(function* () {
      if (Math.floor(newest / step) === Math.floor((newest - count) / step)) return;
      const from = yield* completeAfter(sql);
      const to = Math.min(newest - kept.transitions, from + most);
      if (to <= from) return;
      yield* sql`DELETE FROM entry WHERE seq > ${from} AND seq <= ${to}
                 AND type = 'transition' AND event ->> 'by' = 'system'`;
      for (const one of keptLonger) yield* removeOldest(sql, one, Math.min(to, newest - kept[one.kind]));
      yield* markMissing(sql, to);
    });
};

/** Store that entries up to this number are missing. */
export const markMissing = (sql: SqliteClient.SqliteClient, upTo: number): Effect.Effect<void, unknown> =>
  Effect.gen(function* () {
    yield* sql`DELETE FROM thinned`;
    yield* sql`INSERT INTO thinned (upto) VALUES (${upTo})`;
  });

/** The number up to which entries are missing; 0 where there are none. */
export const completeAfter = (sql: SqliteClient.SqliteClient): Effect.Effect<number, unknown> =>
  Effect.map(sql<{ upto: number }>`SELECT upto FROM thinned`, ([row]) => row?.upto ?? 0);
