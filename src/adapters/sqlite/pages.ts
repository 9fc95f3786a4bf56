import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect } from "effect";
import { type ChildPath, isWithin, root } from "../../domain/ChildPath.ts";

type Sql = SqliteClient.SqliteClient;
type Within = ReadonlyArray<ChildPath>;

/** So many entries are looked at in one go, for which everybody else waits: some milliseconds. */
const atOnce = 1_000;

/** More than these are not sorted to find the newest: those of a child that has so many are soon found without. */
const few = 5_000;

/** For more paths than these the index is not asked. */
const manyPaths = 20;

interface Row {
  readonly seq: number;
  readonly subject: ChildPath;
}
export interface EventRow extends Row {
  readonly event: string;
}

/** `0` is the character after `/` and `$` the one after `#`: what is under a path lies between them. */
export const scopeOf = (sql: Sql, within: Within) =>
  within.includes(root)
    ? sql`1`
    : sql.or(
        within.map(
          (path) => sql`(subject = ${path} OR (subject >= ${`${path}/`} AND subject < ${`${path}0`})
            OR (subject >= ${`${path}#`} AND subject < ${`${path}$`}))`,
        ),
      );

/** Whether the index of subjects leads to all entries of these children at once. */
const areFew = (sql: Sql, within: Within): Effect.Effect<boolean, unknown> =>
  within.includes(root) || within.length > manyPaths
    ? Effect.succeed(false)
    : Effect.map(
        sql<{ found: number }>`
          SELECT count(*) AS found FROM (SELECT 1 FROM entry WHERE ${scopeOf(sql, within)} LIMIT ${few + 1})`,
        ([row]) => (row?.found ?? 0) <= few,
      );

const isMeant =
  (within: Within) =>
  ({ subject }: Row): boolean =>
    within.some((path) => isWithin(path, subject));

/** The entries of some children among the next ones after a number, and where to go on: null at the end. */
export const pageAfter = (sql: Sql, after: number, within: Within) =>
  Effect.gen(function* () {
    const rows = (yield* areFew(sql, within))
      ? yield* sql<EventRow>`SELECT seq, subject, event FROM entry
                             WHERE +seq > ${after} AND ${scopeOf(sql, within)} ORDER BY +seq LIMIT ${atOnce}`
      : yield* sql<EventRow>`SELECT seq, subject, event FROM entry
                             WHERE seq > ${after} ORDER BY seq LIMIT ${atOnce}`;
    const next = rows.length < atOnce ? null : (rows.at(-1)?.seq ?? null);
    return { rows: rows.filter(isMeant(within)), next };
  });

/** The numbers of the entries of some children before a number, the newest first, and where to go on. */
const numbersBefore = (sql: Sql, before: number, within: Within) =>
  Effect.gen(function* () {
    if (yield* areFew(sql, within)) {
      const all = yield* sql<Row>`SELECT seq, subject FROM entry
                                  WHERE +seq < ${before} AND ${scopeOf(sql, within)} ORDER BY +seq DESC`;
      return { numbers: all.map(({ seq }) => seq), next: null };
    }
    const rows = yield* sql<Row>`SELECT seq, subject FROM entry
                                 WHERE seq < ${before} ORDER BY seq DESC LIMIT ${atOnce}`;
    const next = rows.length < atOnce ? null : (rows.at(-1)?.seq ?? null);
    return { numbers: rows.filter(isMeant(within)).map(({ seq }) => seq), next };
  });

/** The number behind which the newest so many entries of some children stand; 0 where there are no more. */
export const startOf = <E>(
  use: <A>(query: (sql: Sql) => Effect.Effect<A, unknown>) => Effect.Effect<A, E>,
  last: number,
  within: Within,
): Effect.Effect<number, E> =>
  Effect.gen(function* () {
    let [missing, before] = [last, Number.MAX_SAFE_INTEGER];
    for (;;) {
      const { numbers, next } = yield* use((sql) => numbersBefore(sql, before, within));
      const found = numbers[missing - 1];
      if (found !== undefined) return found - 1;
      if (next === null) return 0;
      missing -= numbers.length;
      before = next;
      // Whoever has waited comes between.
      yield* Effect.yieldNow();
    }
  });
