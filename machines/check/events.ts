import type { CheckState } from "../../src/domain/tree/CheckState.ts";
import type { ChildReport, CommonCommand } from "../childProtocol.ts";

/** The state that follows from the reports now, and why. */
interface Shown {
  readonly shown: CheckState;
  readonly reason: string;
  readonly by: string;
}

/** What has changed the state; SHOW: anything else, such as another declaration. */
export type CheckCause = "REPORTED" | "ELAPSED" | "PAUSED" | "RESUMED" | "SHOW";

export type CheckEvent =
  /** Commands of the supervisor. */
  | { type: "START"; reason: string; by: string }
  | CommonCommand
  /** It was running, or at rest, under an earlier daemon. */
  | { type: "RESUME"; state: "running" | "stopped"; reason: string; by: string }
  /** The state has changed. */
  | ({ type: CheckCause } & Shown);

/** Reports to the supervisor. */
export type CheckEmitted = Extract<ChildReport, { type: "STARTED" | "STOPPED" }>;

export interface CheckContext {
  /** Why it is in its state, and which principal caused that. */
  readonly reason: string;
  readonly by: string;
  /** It stops at once: this is what is stored of a stop in progress for nodes of all kinds. */
  readonly stop: { readonly purpose: "request"; readonly mode: "ordered" | "brutal" };
}
