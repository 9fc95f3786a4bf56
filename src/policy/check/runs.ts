import type { CheckRecord, CheckRun } from "../../domain/stored/CheckRecord.ts";
import type { Instant } from "./rule.ts";

/** How many runs a record has; of those that are not open, the oldest are forgotten. */
const keptRuns = 100;

/** The open runs of a check, in the order in which they became known. */
export const openRuns = ({ runs }: Pick<CheckRecord, "runs">): ReadonlyArray<CheckRun> =>
  runs.filter(({ outcome }) => outcome === "open");

/** Add a run with the next number. */
export const addRun = (record: CheckRecord, run: Omit<CheckRun, "run">): CheckRecord => {
  const all = [...record.runs, { run: record.lastRun + 1, ...run }];
  const forgotten = all.length > keptRuns ? all.find(({ outcome }) => outcome !== "open") : undefined;
  return { ...record, runs: all.filter((one) => one !== forgotten), lastRun: record.lastRun + 1 };
};

export const replaceRun = (record: CheckRecord, old: CheckRun, now: Partial<CheckRun>): CheckRecord => ({
  ...record,
  runs: record.runs.map((run) => (run === old ? { ...old, ...now } : run)),
});

const newest = (runs: ReadonlyArray<CheckRun>): CheckRun | undefined =>
  runs.reduce<CheckRun | undefined>(
    (best, run) => (best && (best.startedAt ?? 0) > (run.startedAt ?? 0) ? best : run),
    undefined,
  );

export const runOfId = ({ runs }: CheckRecord, id: string): CheckRun | undefined =>
  runs.find((run) => run.id === id);

/** The run that an end without an id belongs to: the newest open one without, or else the newest overdue one. */
export const runToEnd = ({ runs }: CheckRecord, end: Instant): CheckRun | undefined => {
  const nameless = runs.filter(
    ({ id, startedAt, endedAt }) => id === null && endedAt === null && (startedAt ?? 0) <= end,
  );
  return (
    newest(nameless.filter(({ outcome }) => outcome === "open")) ??
    newest(nameless.filter(({ outcome }) => outcome === "overdue"))
  );
};

/** The run that a start without an id belongs to, which came after its end: the earliest one that ended at or after it. */
export const runToComplete = ({ runs }: CheckRecord, start: Instant): CheckRun | undefined =>
  runs
    .filter(({ id, startedAt, endedAt }) => id === null && startedAt === null && (endedAt ?? 0) >= start)
    .reduce<CheckRun | undefined>(
      (best, run) => (best && (best.endedAt ?? 0) <= (run.endedAt ?? 0) ? best : run),
      undefined,
    );
