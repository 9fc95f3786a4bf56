import type { Failure } from "../src/policy/restart/verdict.ts";

/** How children are stopped: in order, with time to terminate, or killed all at once. */
export type StopMode = "ordered" | "brutal";

/** The commands that services and supervisors have in common, apart from START. */
export type CommonCommand =
  | { type: "STOP"; mode: StopMode; reason: string; by: string }
  | { type: "BACK_OFF"; delayMs: number }
  /** It is given up. `curable`: whether a later attempt may succeed. */
  | { type: "FAIL"; reason: string; curable: boolean };

/** The commands of a supervisor to its children, both services and supervisors. */
export type ChildCommand = { type: "START"; reason: string; by: string } | CommonCommand;

/** The reports of a child to its supervisor. */
export type ChildReport =
  | { type: "STARTED" }
  | { type: "START_FAILED"; failure: Failure }
  | { type: "ENDED"; failure: Failure }
  | { type: "STOPPED" }
  | { type: "DUE" }
  /** Its start is held, or no longer held. */
  | { type: "HELD" }
  | { type: "CLEARED" };
