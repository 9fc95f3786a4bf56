import type { JobCondition } from "../../src/domain/view/JobView.ts";
import type { StopMode } from "../childProtocol.ts";

export interface JobInput {
  readonly id: string;
}

export interface JobContext {
  /** Why it is in its state, and who caused that. */
  readonly reason: string;
  readonly by: string;
  /** When it was started, monotonic ms. */
  readonly startedAt: number;
  /** What the job is doing by the decisions about it (src/policy/job). */
  readonly condition: JobCondition;
  /** The stop in progress. */
  readonly stop: { readonly purpose: "request"; readonly mode: StopMode };
}

export const unstarted = (_input: JobInput): JobContext => ({
  reason: "not started yet",
  by: "system",
  startedAt: 0,
  condition: "removed",
  stop: { purpose: "request", mode: "ordered" },
});
