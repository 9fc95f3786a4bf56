import type { ChildState, Wanted } from "../../src/domain/tree/State.ts";
import type { Restarted } from "../../src/policy/restart/intensity.ts";
import type { Member, MemberRules, Roster } from "../../src/policy/restart/roster.ts";
import type { Failure } from "../../src/policy/restart/verdict.ts";
import type { ChildCommand, ChildReport, CommonCommand } from "../childProtocol.ts";
import type { SupervisorContext, SupervisorRules } from "./context.ts";

/** Why something happens, and which principal caused it. */
interface Attribution {
  reason: string;
  by: string;
}

/** The state of a supervisor under the previous daemon, in which it resumes. */
export interface ResumePoint extends Readonly<Attribution> {
  readonly state: ChildState;
  readonly children: Roster;
  /** The children that it has to start because they should be up. */
  readonly group: ReadonlyArray<string>;
  readonly window: ReadonlyArray<Restarted>;
  /** When it was started, monotonic ms. */
  readonly startedAt: number;
  /** The rest of a delay, in ms, and whether a failed supervisor is retried after it. */
  readonly delayMs: number;
  readonly isRetried: boolean;
  /** The stop in progress, and the uptime when it began, in ms. */
  readonly stop: SupervisorContext["stop"];
  readonly upMs: number;
}

/** Why a user stops a child. */
export type StopPurpose = "stop" | "restart" | "removal";

export type SupervisorEvent =
  /** Commands of the parent, or of the runtime to the root. */
  | ({ type: "START"; at: number } & Attribution)
  | CommonCommand
  /** Its rules or those of its children have changed; no process is touched. */
  | { type: "UPDATE"; rules: SupervisorRules; children: ReadonlyArray<MemberRules> }
  /** The state in which the runtime has found a supervisor of an earlier daemon. */
  | { type: "RESUME"; found: ResumePoint }
  /** Reports of children. `at` is monotonic ms, `dice` a random number in [0, 1). */
  | { type: "CHILD_STARTED"; child: string }
  | { type: "CHILD_IGNORED"; child: string }
  | { type: "CHILD_START_FAILED"; child: string; failure: Failure; at: number; dice: number }
  | { type: "CHILD_ENDED"; child: string; failure: Failure }
  | { type: "CHILD_STOPPED"; child: string }
  | { type: "CHILD_DUE"; child: string }
  | { type: "CHILD_HELD"; child: string }
  | { type: "CHILD_CLEARED"; child: string }
  /** Handle the first report in the inbox. */
  | { type: "WORK"; at: number; dice: number }
  /** The whole subtree was killed instead of stopped. */
  | ({ type: "KILLED"; at: number } & Attribution)
  /** Requests of users. */
  | ({ type: "START_CHILD"; child: string } & Attribution)
  /**
   * `wanted`: its desired state from now on, also for the next daemon: up if it is stopped only to be started again, by
   * whichever daemon, or to be removed.
   */
  | ({ type: "STOP_CHILD"; child: string; wanted: Wanted; purpose: StopPurpose } & Attribution)
  | ({ type: "ADD_CHILD"; member: Member } & Attribution)
  | { type: "REMOVE_CHILD"; child: string };

export type WorkEvent = Extract<SupervisorEvent, { type: "WORK" }>;

export type SupervisorEmitted =
  | { type: "COMMAND"; child: string; command: ChildCommand }
  /** Request WORK from the runtime, in a separate turn. */
  | { type: "WAKE" }
  | ChildReport;

/** An emitted command to a child. */
export const command = (child: string, order: ChildCommand): SupervisorEmitted => ({
  type: "COMMAND",
  child,
  command: order,
});
