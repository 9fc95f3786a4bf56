import type { JobState, Start } from "../../domain/job/JobState.ts";
import { withdraw } from "./admission/withdraw.ts";
import type { LedgerTrace } from "./events.ts";
import { wholeSecond } from "./now.ts";
import type { JobRules } from "./rules.ts";
import { giveUpAttempts } from "./runs/ending.ts";
import { askToStop } from "./runs/stopping.ts";
import { overlook, setAside } from "./time/seeing.ts";
import { expectedFrom } from "./time/windows.ts";
import { change, jobIn, rulesOf, type Turn, theJob } from "./turn.ts";

/** A job about which nothing is known but how many runs it has had; it is to be loaded. */
export const withoutDecisions = (runs: number): JobState => ({
  ...{ seenBefore: 0, next: null, passed: [], passedEarlier: [], settled: [], marks: [] },
  ...{ pause: null, removed: true, starts: [], line: [], admitted: 0, runs },
});

/**
 * A job that is new: its instants count from this second on. One that was removed and is declared again goes on counting
 * its runs and what has become of them, and finds those that are still being stopped. One that has not been removed, such as one
 * of which the tree has no memory, goes on: what it expected since it was last looked at has an outcome, too. So does one of
 * which only the ledger is left (`trace`).
 */
export const load = (turn: Turn, job: string, trace?: LedgerTrace): void => {
  const now = wholeSecond(turn.now.wall);
  const known = jobIn(turn, job);
  if (known?.removed === false) {
    overlook(turn, job, now, "down");
    return;
  }
  const seenBefore = trace?.seenBefore ?? now;
  turn.changed.set(job, {
    seenBefore,
    next: expectedFrom(rulesOf(turn, job), seenBefore),
    passed: [],
    passedEarlier: [],
    settled: known?.settled ?? [],
    marks: [],
    pause: null,
    removed: false,
    starts: known?.starts ?? [],
    line: [],
    admitted: known?.admitted ?? 0,
    runs: known?.runs ?? 0,
    ...(known?.tally === undefined ? {} : { tally: known.tally }),
  });
  if (trace === undefined) return;
  setAside(turn, job, trace.waiting, "down");
  overlook(turn, job, now, "down");
};

/** The new rules hold from this second on; outcomes, line, runs, marks, and instants not yet settled stay. */
export const edit = (turn: Turn, job: string, rules: JobRules): void => {
  overlook(turn, job, wholeSecond(turn.now.wall), "down");
  turn.edited.set(job, rules);
  change(turn, job, { next: expectedFrom(rules, theJob(turn, job).seenBefore) });
};

/** The job expects nothing more: who waits is withdrawn, coming attempts are given up, and its runs are stopped. */
export const remove = (turn: Turn, job: string, cause: "removed" | "requested"): void => {
  overlook(turn, job, wholeSecond(turn.now.wall), "down");
  const { starts, line } = theJob(turn, job);
  const isUntried = ({ phase, runs }: JobState["starts"][number]): boolean =>
    phase.kind === "waiting" && runs.length === 0;
  for (const waiting of [...starts.filter(isUntried), ...line]) withdraw(turn, job, waiting, cause);
  change(turn, job, {
    removed: true,
    next: null,
    passed: [],
    passedEarlier: [],
    line: [],
    starts: starts.filter((start) => !isUntried(start)),
  });
  stopAll(turn, job, cause);
};

/** Stops the run of a start, or gives up its coming attempt. */
const stopStart = (turn: Turn, job: string, start: Start, cause: "requested" | "removed"): void => {
  askToStop(turn, job, start, cause);
  if (!("going" in start.phase) && start.runs.length > 0) giveUpAttempts(turn, job, start);
};

/** Stops the runs of a job and gives up its coming attempts. */
const stopAll = (turn: Turn, job: string, cause: "requested" | "removed"): void => {
  for (const start of theJob(turn, job).starts) stopStart(turn, job, start, cause);
};

/** The same by hand: of all starts, or of the one whose last attempt is `run`. */
export const abort = (turn: Turn, job: string, run: number | undefined): void => {
  for (const start of theJob(turn, job).starts)
    if (run === undefined || start.runs.at(-1) === run) stopStart(turn, job, start, "requested");
};
