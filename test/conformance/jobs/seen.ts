import type { JobRun } from "../../../src/domain/job/JobRun.ts";
import type { InstantOutcome } from "../../../src/domain/job/Ledger.ts";
import type { CaseLedgerRow, CaseRunRow, Observed } from "./jobCase.ts";
import { textOf } from "./times.ts";

const row = (at: number, outcome: InstantOutcome): CaseLedgerRow => ({ instant: textOf(at), ...outcome });

/** The ledger in the words of the cases. */
export const seenLedger = (
  jobs: ReadonlyArray<string>,
  ledger: ReadonlyMap<string, ReadonlyMap<number, InstantOutcome>>,
): Observed["ledger"] =>
  Object.fromEntries(
    jobs.map((job) => [
      job,
      [...(ledger.get(job) ?? [])].sort(([a], [b]) => a - b).map(([at, outcome]) => row(at, outcome)),
    ]),
  );

const runRow = (run: JobRun): CaseRunRow => ({
  run: run.run,
  trigger: run.trigger,
  scheduled_for: run.scheduledFor === null ? null : textOf(run.scheduledFor),
  started_at: textOf(run.startedAt),
  ended_at: run.endedAt === null ? null : textOf(run.endedAt),
  outcome: run.outcome,
  attempt: run.attempt,
  ...(run.reason === null ? {} : { reason: run.reason }),
});

/** The run history in the words of the cases. */
export const seenRuns = (jobs: ReadonlyArray<string>, runs: ReadonlyArray<JobRun>): Observed["runs"] =>
  Object.fromEntries(jobs.map((job) => [job, runs.filter((run) => run.job === job).map(runRow)]));
