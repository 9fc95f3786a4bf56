import type { Start } from "../../src/domain/job/JobState.ts";
import type { RunOrigin } from "../../src/domain/Run.ts";
import type { Instant } from "../../src/domain/tree/Schedule.ts";
import type { ServiceNode } from "../node/node.ts";
import type { StartDecision } from "./JobEngine.ts";

export const momentOf = (at: Instant): string => new Date(at).toISOString();

/** What a run of a job is started for, as the history has it. */
export const originOf = ({
  trigger,
  scheduledFor,
  attempt,
}: Pick<StartDecision, "trigger" | "scheduledFor" | "attempt">): RunOrigin => ({
  trigger,
  scheduled_for: scheduledFor === null ? null : momentOf(scheduledFor),
  attempt,
});

/** The same for the attempt that is being made. */
export const originOfStart = ({ trigger, date, runs }: Start): RunOrigin =>
  originOf({
    trigger: runs.length > 1 ? "retry" : trigger,
    scheduledFor: date,
    attempt: runs.length,
  });

/** The outcome of a run that is asked to stop, whatever its exit will be. */
export const outcomeOfStop = (cause: string): NonNullable<ServiceNode["endsAs"]> =>
  cause === "timeout" ? "timed_out" : "killed";
