import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect } from "effect";
import type { LedgerRow } from "../../../domain/job/Ledger.ts";
import type { LedgerRetention } from "../../../domain/stored/Retention.ts";

/** Once in so many new rows of a job, and of all jobs together, is looked for what is too old. */
const stepOfJob = 100;
const stepOfAll = 5_000;

/** Removes what is too old, after these rows were written. */
type LedgerThinning = (
  sql: SqliteClient.SqliteClient,
  written: ReadonlyArray<LedgerRow>,
) => Effect.Effect<void, unknown>;

/** Whether the count has passed 0, or a multiple of `step`. */
const isPassed = (before: number, now: number, step: number): boolean =>
  Math.ceil(now / step) > Math.ceil(before / step);

/**
 * The thinning of one daemon: the first rows of a job that it writes look at once for what is too old, since what is kept
 * may have changed. An instant that waits to start is always kept.
 */
export const ledgerThinningTo = ({ instants, all_instants }: LedgerRetention): LedgerThinning => {
  const ofJob = new Map<string, number>();
  let ofAll = 0;
  return (sql, written) =>
    Effect.gen(function* () {
      const counts = new Map<string, number>();
      for (const { job } of written) counts.set(job, (counts.get(job) ?? 0) + 1);
      for (const [job, count] of counts) {
        const before = ofJob.get(job) ?? 0;
        ofJob.set(job, before + count);
        if (isPassed(before, before + count, stepOfJob))
          yield* sql`DELETE FROM ledger WHERE job = ${job} AND outcome <> 'waiting' AND at <=
            (SELECT at FROM ledger WHERE job = ${job} ORDER BY at DESC LIMIT 1 OFFSET ${instants})`;
      }
      const before = ofAll;
      ofAll += written.length;
      if (isPassed(before, ofAll, stepOfAll))
        yield* sql`DELETE FROM ledger WHERE outcome <> 'waiting' AND at <=
          (SELECT at FROM ledger ORDER BY at DESC LIMIT 1 OFFSET ${all_instants})`;
    });
};
