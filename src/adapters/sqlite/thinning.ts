import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect } from "effect";

/**
 * The number of newest entries that are all kept: about 140 MB on disk. Of older ones, only alarms, requests of users,
 * and events of the daemon or the tree as a whole are kept, ten times as long.
 */
export const keptEntries = 500_000;
const longer = 10;

/**
 * Old entries are removed once per this many new ones, from twice as many rows, so that a journal that is too long
 * shrinks.
 */
const step = 1_000;

/** Removes old entries when a batch of `count` entries up to `newest` is written. */
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

/** The number up to which entries are missing; 0 if none are. */
export const completeAfter = (sql: SqliteClient.SqliteClient): Effect.Effect<number, unknown> =>
  Effect.map(sql<{ upto: number }>`SELECT upto FROM thinned`, ([row]) => row?.upto ?? 0);
