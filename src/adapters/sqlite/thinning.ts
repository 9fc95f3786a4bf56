import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect } from "effect";

/**
 * How many of the newest entries are kept, whatever they are: some 140 MB on the disk. Of what is older only
 * alarms stay, what people did, and what is about the daemon or its tree as a whole, for ten times as long.
 */
export const keptEntries = 500_000;
const longer = 10;

/** Once in so many entries is looked for what is too old, and twice as many are dealt with: a longer journal shrinks. */
const step = 1_000;

/** Takes out what is too old, when a batch that ends with `newest` and has so many entries is written. */
export const thinOut = (
  sql: SqliteClient.SqliteClient,
  kept: number,
  newest: number,
  count: number,
): Effect.Effect<void, unknown> =>
  Effect.gen(function* () {
    if (Math.floor(newest / step) === Math.floor((newest - count) / step)) return;
    const from = yield* completeAfter(sql);
    const to = Math.min(newest - kept, from + 2 * step);
    if (to <= from) return;
    yield* sql`DELETE FROM entry WHERE seq > ${from} AND seq <= ${to}
               AND type = 'transition' AND event ->> 'by' = 'system'`;
    yield* sql`DELETE FROM entry WHERE seq <= ${Math.min(to, newest - longer * kept)}`;
    yield* sql`DELETE FROM thinned`;
    yield* sql`INSERT INTO thinned (upto) VALUES (${to})`;
  });

/** The number up to which entries are missing; 0 where there are none. */
export const completeAfter = (sql: SqliteClient.SqliteClient): Effect.Effect<number, unknown> =>
  Effect.map(sql<{ upto: number }>`SELECT upto FROM thinned`, ([row]) => row?.upto ?? 0);
