import type { Member } from "../../src/policy/roster.ts";
import type { Failure } from "../../src/policy/verdict.ts";
import type { ChildCommand, ChildReport, CommonCommand } from "../childProtocol.ts";

/** Who asked for something, and why. */
interface Account {
  reason: string;
  by: string;
}

export type SupervisorEvent =
  /** Commands of the parent, or of the runtime to the root. */
  | ({ type: "START"; at: number } & Account)
  | CommonCommand
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
  | ({ type: "STOP_CHILD"; child: string } & Account)
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
