import { Effect } from "effect";
import type { JobState } from "../../domain/job/JobState.ts";
import type { LedgerRow } from "../../domain/job/Ledger.ts";
import { Ledger, type LedgerBatch, type LedgerQuery } from "../../ports/store/Ledger.ts";

const isExpectedAgain = (
  { job, at, outcome: { outcome } }: LedgerRow,
  { expectedAgain }: LedgerBatch,
): boolean =>
  (outcome === "missed" || outcome === "superseded") &&
  expectedAgain.some((one) => one.job === job && at >= one.from);

const isSuperseded = ({ job, at, outcome }: LedgerRow, { superseded }: LedgerBatch): boolean =>
  "reason" in outcome &&
  superseded.some(
    ({ job: of, range }) =>
      of === job && range.from <= at && at < range.until && range.reason === outcome.reason,
  );

const isAskedFor = ({ jobs, from, until, outcome, before }: LedgerQuery, row: LedgerRow): boolean =>
  (jobs === undefined || jobs.includes(row.job)) &&
  (from === undefined || row.at >= from) &&
  (until === undefined || row.at < until) &&
  (outcome === undefined || row.outcome.outcome === outcome) &&
  (before === undefined || row.at < before.at || (row.at === before.at && row.job < before.job));

/** A ledger that lives as long as the process, for tests and demonstrations. */
export const makeLedger = (): typeof Ledger.Service => {
  const rows = new Map<string, LedgerRow>();
  const jobs = new Map<string, JobState>();
  let at: LedgerBatch["at"] | null = null;
  return Ledger.of({
    write: (batch) =>
      Effect.sync(() => {
        at = batch.at;
        for (const [key, row] of rows) if (isExpectedAgain(row, batch)) rows.delete(key);
        for (const [key, row] of rows)
          if (isSuperseded(row, batch)) rows.set(key, { ...row, outcome: { outcome: "superseded" } });
        for (const row of batch.rows) rows.set(`${row.at} ${row.job}`, row);
        for (const { job, state } of batch.jobs) jobs.set(job, state);
      }),
    recall: Effect.sync(() => ({
      at,
      jobs: [...jobs].map(([job, state]) => ({ job, state })),
      unreadable: [],
    })),
    read: (query) =>
      Effect.sync(() =>
        [...rows.values()]
          .filter((row) => isAskedFor(query, row))
          .sort((a, b) => b.at - a.at || (a.job < b.job ? 1 : -1))
          .slice(0, query.limit),
      ),
    ahead: (from) => Effect.sync(() => [...rows.values()].filter(({ at: instant }) => instant >= from)),
  });
};
