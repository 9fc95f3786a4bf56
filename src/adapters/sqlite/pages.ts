import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect } from "effect";
import { type ChildPath, isWithin, root } from "../../domain/tree/ChildPath.ts";
import type { JournalTimes } from "../../ports/store/Journal.ts";

type Sql = SqliteClient.SqliteClient;
type Within = ReadonlyArray<ChildPath>;

/** The entries to find. */
interface Which extends JournalTimes {
  readonly within: Within;
}

/** How many entries are examined at a time, which blocks all other work for some milliseconds. */
const atOnce = 1_000;

/**
 * More entries than these are not sorted to find the newest ones: among so many, a scan from the end soon finds them.
 */
const few = 5_000;

/** For more paths than these, the index is not used. */
const manyPaths = 20;

interface Row {
  readonly seq: number;
  readonly subject: ChildPath;
  readonly at: string;
}
export interface EventRow extends Row {
  readonly type: string;
  readonly event: string;
}

/** `0` is the character after `/`, and `$` the one after `#`: the paths under a path are between them. */
export const scopeOf = (sql: Sql, within: Within, column: "subject" | "path" = "subject") => {
  const of = sql(column);
  if (within.length === 0) return sql`0`;
  return within.includes(root)
    ? sql`1`
    : sql.or(
        within.map(
          (path) => sql`(${of} = ${path} OR (${of} >= ${`${path}/`} AND ${of} < ${`${path}0`})
            OR (${of} >= ${`${path}#`} AND ${of} < ${`${path}$`}))`,
        ),
      );
};

/** Whether all entries of these children can be found by the index of subjects at once. */
const areFew = (sql: Sql, within: Within): Effect.Effect<boolean, unknown> =>
  within.includes(root) || within.length > manyPaths
    ? Effect.succeed(false)
    : Effect.map(
        sql<{ found: number }>`
          SELECT count(*) AS found FROM (SELECT 1 FROM entry WHERE ${scopeOf(sql, within)} LIMIT ${few + 1})`,
        ([row]) => (row?.found ?? 0) <= few,
      );

const isMeant =
  ({ within, since = "", until }: Which) =>
  ({ subject, at }: Row): boolean =>
    at >= since && (until === undefined || at <= until) && within.some((path) => isWithin(path, subject));

/**
 * The matching entries in a limited number of rows after a number, and the number for the next page; null at the end.
 */
export const pageAfter = (sql: Sql, after: number, which: Which) =>
  Effect.gen(function* () {
    const { within } = which;
    const rows = (yield* areFew(sql, within))
      ? yield* sql<EventRow>`SELECT seq, at, type, subject, event FROM entry
                             WHERE +seq > ${after} AND ${scopeOf(sql, within)} ORDER BY +seq LIMIT ${atOnce}`
      : yield* sql<EventRow>`SELECT seq, at, type, subject, event FROM entry
                             WHERE seq > ${after} ORDER BY seq LIMIT ${atOnce}`;
    const next = rows.length < atOnce ? null : (rows.at(-1)?.seq ?? null);
    return { rows: rows.filter(isMeant(which)), next };
  });

/** The numbers of the matching entries before a number, newest first, and the number for the next page. */
const numbersBefore = (sql: Sql, before: number, which: Which) =>
  Effect.gen(function* () {
    const { within, since } = which;
    if (yield* areFew(sql, within)) {
      const all = yield* sql<Row>`SELECT seq, subject, at FROM entry
                                  WHERE +seq < ${before} AND ${scopeOf(sql, within)} ORDER BY +seq DESC`;
      return { numbers: all.filter(isMeant(which)).map(({ seq }) => seq), next: null };
    }
    const rows = yield* sql<Row>`SELECT seq, subject, at FROM entry
                                 WHERE seq < ${before} ORDER BY seq DESC LIMIT ${atOnce}`;
    // Ends of runs without a daemon are entered later, with their actual times, but always after the older entries. So
    // if all rows of a page are too old, no earlier row matches.
    const isTooOld = since !== undefined && rows.every(({ at }) => at < since);
    const next = rows.length < atOnce || isTooOld ? null : (rows.at(-1)?.seq ?? null);
    return { numbers: rows.filter(isMeant(which)).map(({ seq }) => seq), next };
  });

/**
 * The number after which the newest `last` entries of some children start. If there are fewer since the given time, it
 * includes all of these; without a time, it is 0.
 */
export const startOf = <E>(
  use: <A>(query: (sql: Sql) => Effect.Effect<A, unknown>) => Effect.Effect<A, E>,
  last: number,
  which: Which,
): Effect.Effect<number, E> =>
  Effect.gen(function* () {
    let [missing, before] = [last, Number.MAX_SAFE_INTEGER];
    let oldest = before;
    for (;;) {
      const { numbers, next } = yield* use((sql) => numbersBefore(sql, before, which));
      const found = numbers[missing - 1];
      if (found !== undefined) return found - 1;
      oldest = numbers.at(-1) ?? oldest;
      if (next === null) return which.since === undefined ? 0 : oldest - 1;
      missing -= numbers.length;
      before = next;
      // Lets other waiting work run first.
      yield* Effect.yieldNow();
    }
  });
