import type { JobState } from "../../src/domain/job/JobState.ts";
import type { JobTally } from "../../src/domain/job/JobTally.ts";
import type { JobCondition } from "../../src/domain/view/JobView.ts";
import { emptyJobTally } from "../../src/policy/job/tally.ts";
import type { JobNode } from "../node/node.ts";
import { momentOf } from "./origin.ts";

/** What the view of a job shows of its state. `next`: its next instant. */
export const shownOf = (
  { pause, line, tally = emptyJobTally }: JobState,
  condition: JobCondition,
  next: number | null,
): JobNode["shown"] => ({
  condition,
  next_at: momentOrNull(next),
  waiting: line.length,
  paused: pause && pausedUntil(pause),
  last_run: tally.last && lastRunOf(tally.last),
  last_success_at: momentOrNull(tally.succeededAt),
});

const momentOrNull = (at: number | null): string | null => (at === null ? null : momentOf(at));

/** A pause, as it is shown. */
const pausedUntil = ({
  until,
  by,
  reason,
}: NonNullable<JobState["pause"]>): NonNullable<JobNode["shown"]["paused"]> => ({
  until: momentOrNull(until),
  ...(by === undefined ? {} : { by }),
  ...(reason === undefined ? {} : { reason }),
});

/** The run that ended last, as it is shown. */
const lastRunOf = ({ run, outcome, reason, startedAt, endedAt }: NonNullable<JobTally["last"]>) => ({
  ...{ run, outcome, reason },
  started_at: momentOrNull(startedAt),
  ended_at: momentOrNull(endedAt),
});

/** Why a job is in its state, in a few words. */
export const reasonFor = (condition: JobCondition, pool: string | null): string =>
  condition === "held:pool" && pool !== null
    ? `a start waits for a slot of the pool ${pool}`
    : reasons[condition];

const reasons: Readonly<Record<JobCondition, string>> = {
  stopping: "its run was asked to stop",
  running: "it runs",
  removed: "nothing is expected of it until it is started",
  backoff: "waits for its next attempt",
  "held:paused": "a start waits for the end of the pause",
  "held:blackout": "a start waits for the end of a blackout",
  "held:pool": "a start waits for a slot of its pool",
  paused: "paused",
  idle: "waits for its next instant",
};
