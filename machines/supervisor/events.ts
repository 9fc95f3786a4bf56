import type { ChildState, Wanted } from "../../src/domain/State.ts";
import type { Restarted } from "../../src/policy/intensity.ts";
import type { Member, MemberRules, Roster } from "../../src/policy/roster.ts";
import type { Failure } from "../../src/policy/verdict.ts";
import type { ChildCommand, ChildReport, CommonCommand } from "../childProtocol.ts";
import type { SupervisorContext, SupervisorRules } from "./context.ts";

/** Who asked for something, and why. */
interface Account {
  reason: string;
  by: string;
}

/** Where a supervisor goes on that an earlier daemon has left. */
export interface Found extends Readonly<Account> {
  readonly state: ChildState;
  readonly children: Roster;
  /** The children that it is to start, because they are down and should not be. */
  readonly group: ReadonlySet<string>;
  readonly window: ReadonlyArray<Restarted>;
  /** When it was started, monotonic ms. */
  readonly startedAt: number;
  /** What is left of a pause, in ms: before a restart, and before a root that gave up tries again. */
  readonly delayMs: number;
  readonly retryMs: number;
  /** The stop under way, and how long it had been up when that began, in ms. */
  readonly stop: SupervisorContext["stop"];
  readonly upMs: number;
}

/** What somebody stops a child for. */
export type StopPurpose = "stop" | "restart" | "removal";

export type SupervisorEvent =
  /** Commands of the parent, or of the runtime to the root. */
  | ({ type: "START"; at: number } & Account)
  | CommonCommand
  /** Its rules, or what it knows of its children, have changed; no process is touched. */
  | { type: "UPDATE"; rules: SupervisorRules; children: ReadonlyArray<MemberRules> }
  /** What the runtime has found of a supervisor that lived under an earlier daemon. */
  | { type: "RESUME"; found: Found }
  /** Reports of children. `at` is monotonic ms, `dice` a random number in [0, 1). */
  | { type: "CHILD_STARTED"; child: string }
  | { type: "CHILD_IGNORED"; child: string }
  | { type: "CHILD_START_FAILED"; child: string; failure: Failure; at: number; dice: number }
  | { type: "CHILD_ENDED"; child: string; failure: Failure }
  | { type: "CHILD_STOPPED"; child: string }
  | { type: "CHILD_DUE"; child: string }
  /** Time to act on the inbox. */
  | { type: "WORK"; at: number; dice: number }
  /** The whole subtree was killed, not asked to stop. */
  | ({ type: "KILLED"; at: number } & Account)
  /** Requests of people. */
  | ({ type: "START_CHILD"; child: string } & Account)
  /**
   * `wanted`: what it is from now on, and for the next daemon: up where it is only stopped to be started again, whoever
   * does that in the end, or where it is to be taken out.
   */
  | ({ type: "STOP_CHILD"; child: string; wanted: Wanted; purpose: StopPurpose } & Account)
  | ({ type: "ADD_CHILD"; member: Member } & Account)
  | { type: "REMOVE_CHILD"; child: string };

export type WorkEvent = Extract<SupervisorEvent, { type: "WORK" }>;

export type SupervisorEmitted =
  | { type: "COMMAND"; child: string; command: ChildCommand }
  /** Ask the runtime for WORK in a turn of its own. */
  | { type: "WAKE" }
  | ChildReport;

/** The command for a child, as it leaves the supervisor. */
export const command = (child: string, order: ChildCommand): SupervisorEmitted => ({
  type: "COMMAND",
  child,
  command: order,
});
