import type { JobState } from "../../src/domain/job/JobState.ts";
import type { JobCondition } from "../../src/domain/view/JobView.ts";
import type { Decision } from "../../src/policy/job/decisions.ts";
import type { JobNode } from "../node/node.ts";
import { momentOf } from "./origin.ts";

/** What the view of a job shows of its state. `next`: its next instant. */
export const shownOf = (
  { pause, line }: JobState,
  condition: JobCondition,
  next: number | null,
): Omit<JobNode["shown"], "last_run"> => ({
  condition,
  next_at: next === null ? null : momentOf(next),
  waiting: line.length,
  paused: pause && pausedUntil(pause),
});

/** A pause, as it is shown. */
const pausedUntil = ({
  until,
  by,
  reason,
}: NonNullable<JobState["pause"]>): NonNullable<JobNode["shown"]["paused"]> => ({
  until: until === null ? null : momentOf(until),
  ...(by === undefined ? {} : { by }),
  ...(reason === undefined ? {} : { reason }),
});

/** The last run, as the view shows it. */
export const lastRunOf = ({
  run,
  outcome,
  reason,
  endedAt,
}: Extract<Decision, { readonly kind: "end" }>): JobNode["shown"]["last_run"] => ({
  ...{ run, outcome, reason },
  ended_at: endedAt === null ? null : momentOf(endedAt),
});

/** Why a job is in its state, in a few words. */
export const reasonFor = (condition: JobCondition): string => reasons[condition];

const reasons: Readonly<Record<JobCondition, string>> = {
  stopping: "its run was asked to stop",
  running: "it runs",
  removed: "its last run has ended",
  backoff: "waits for its next attempt",
  "held:paused": "a start waits for the end of the pause",
  "held:blackout": "a start waits for the end of a blackout",
  "held:pool": "a start waits for a slot of its pool",
  paused: "paused",
  idle: "waits for its next instant",
};
