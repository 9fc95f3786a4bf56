import type { Start } from "../../src/domain/job/JobState.ts";
import { runId } from "../../src/domain/Run.ts";
import { join } from "../../src/domain/tree/ChildPath.ts";
import type { JobStart } from "../../src/domain/view/JobStart.ts";
import { type JobNode, reasonOf } from "../node/node.ts";
import { momentOf } from "./origin.ts";
import type { RequestedStart } from "./RequestedStarts.ts";
import { slotIn } from "./SlotRuns.ts";
import type { TreeJobs } from "./TreeJobs.ts";

type Shown = Pick<JobStart, "phase" | "reason" | "next_attempt_at">;

const waiting = (reason: string): Shown => ({ phase: "waiting", reason, next_attempt_at: null });

const counted = (count: number): string => `${count} other start${count === 1 ? "" : "s"}`;

/** What a job is busy with, for those who wait behind it. */
const busyWith = ({ path }: JobNode, starts: ReadonlyArray<Start>): string => {
  const going = starts.flatMap(({ phase }) =>
    "going" in phase ? [runId(join(path, `#${phase.going.slot}`), phase.going.run)] : [],
  );
  return going.length === 0 ? "none of which runs yet" : `of which ${going.join(", ")} runs`;
};

/** What a start waits for that is the next of its job. By hand, nothing but its pool can hold it. */
const poolReason = (jobs: TreeJobs, job: JobNode): string => {
  const { pool } = jobs.rulesFor(job);
  const users = pool === null ? [] : jobs.usersOf(pool);
  return pool === null
    ? "about to start"
    : `waits for a slot of the pool ${pool}${users.length === 0 ? "" : `, in use by ${users.join(", ")}`}`;
};

/** Where an admitted start stands. `waitMs`: how long until a moment of the real clock. */
const shownOf = (jobs: TreeJobs, job: JobNode, start: Start): Shown => {
  const { phase, runs } = start;
  switch (phase.kind) {
    case "waiting":
      return waiting(poolReason(jobs, job));
    case "backoff": {
      const at = momentOf(jobs.wallAt(phase.due));
      const reason = `attempt ${runs.length} has failed, and another one follows`;
      return { phase: "backoff", reason, next_attempt_at: at };
    }
    case "stopping":
      return { phase: "stopping", reason: `it was asked to stop: ${phase.cause}`, next_attempt_at: null };
    case "running": {
      const slot = slotIn(job, phase.going.slot);
      const isHeld = slot !== undefined && slot.actor.getSnapshot().context.held !== null;
      return isHeld
        ? waiting(reasonOf(slot))
        : { phase: "running", reason: "it runs", next_attempt_at: null };
    }
  }
};

const withdrawals = {
  superseded: "it was superseded by a newer start before it began",
  removed: "the job was removed before it began",
  requested: "the job was stopped before it began",
} as const satisfies Record<NonNullable<RequestedStart["withdrawn"]>, string>;

/** A start of a job by its number, as users see it; null: it ended too long ago to be known, or there was none. */
export const jobStartOf = (jobs: TreeJobs, job: JobNode, number: number): JobStart | null => {
  const { path } = job;
  const known = jobs.requested.find(path, number);
  const state = jobs.stateOf(path);
  const common = { job: path, start: number };
  const active = state?.starts.find(({ id }) => id === number);
  if (active) {
    const { phase } = active;
    const adopted = "going" in phase ? [runId(join(path, `#${phase.going.slot}`), phase.going.run)] : [];
    const runs = [...new Set([...(known?.runs ?? []), ...adopted])];
    return { ...common, ...shownOf(jobs, job, active), runs };
  }
  const place = state?.line.findIndex(({ id }) => id === number) ?? -1;
  if (state && place >= 0) {
    const before = counted(state.starts.length + place);
    const reason = `waits in line, behind ${before}, ${busyWith(job, state.starts)}`;
    return { ...common, ...waiting(reason), runs: [] };
  }
  if (known === undefined) return null;
  const reason = known.withdrawn === null ? "it has ended" : withdrawals[known.withdrawn];
  return { ...common, phase: "ended", reason, next_attempt_at: null, runs: known.runs };
};
