import { Effect } from "effect";
import type { Start } from "../../src/domain/job/JobState.ts";
import { type Run, runId } from "../../src/domain/Run.ts";
import { type ChildPath, join } from "../../src/domain/tree/ChildPath.ts";
import type { RecalledJobs } from "../../src/ports/store/Ledger.ts";
import { Runs } from "../../src/ports/store/Runs.ts";
import { momentOf, originOfStart } from "../jobs/origin.ts";
import type { EventLog } from "../log/eventLog.ts";

/** A start of a job as a run that nobody has observed; null if it had no run when the last daemon ended. */
const lostRun = (job: ChildPath, start: Start): Run | null => {
  const { phase, request } = start;
  if (!("going" in phase)) return null;
  const { slot, run, startedAt } = phase.going;
  const path = join(job, `#${slot}`);
  return {
    ...{ id: runId(path, run), path, run, ...originOfStart(start) },
    started_at: momentOf(startedAt),
    ...{ ended_at: null, outcome: "lost", code: null, signal: null, output: null },
    reason: "the daemon was killed as it started it",
    by: request?.by ?? "system",
  };
};

/**
 * Add the runs to the history that are in the ledger only: a start is stored before its process is there, and the last daemon
 * was killed in between. Comes after the adoption of the tree, which adds what its files say, and before the jobs go on, which
 * forget their lost starts.
 */
export const addLostStarts = (
  log: Pick<EventLog, "waitingRuns" | "keepRun">,
  { jobs }: RecalledJobs,
): Effect.Effect<void, never, Runs> =>
  Effect.gen(function* () {
    const { get } = yield* Runs;
    const waiting = new Set(log.waitingRuns().map(({ id }) => id));
    const runs = jobs.flatMap(({ job, state }) => state.starts.flatMap((start) => lostRun(job, start) ?? []));
    for (const run of runs) {
      if (waiting.has(run.id)) continue;
      // If the history can't be read, it may have the run, and would lose what it knows of it.
      const known = yield* Effect.orElseSucceed(get(run.id), () => run);
      if (known === null) log.keepRun(run);
    }
  });
