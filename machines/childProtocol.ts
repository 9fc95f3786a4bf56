import type { Failure } from "../src/policy/verdict.ts";

/** How children are stopped: asked in order and given time, or killed all at once. */
export type StopMode = "ordered" | "brutal";

/** Commands that mean the same to services and supervisors. */
export type CommonCommand =
  | { type: "STOP"; mode: StopMode; reason: string; by: string }
  | { type: "BACK_OFF"; delayMs: number }
  | { type: "FAIL"; reason: string };

/** Commands a supervisor gives to its children, services and supervisors alike. */
export type ChildCommand = { type: "START"; reason: string; by: string } | CommonCommand;

/** What every child reports to its supervisor. */
export type ChildReport =
  | { type: "STARTED" }
  | { type: "START_FAILED"; failure: Failure }
  | { type: "ENDED"; failure: Failure }
  | { type: "STOPPED" }
  | { type: "DUE" };
