import type { SpawnError } from "../../src/domain/Errors.ts";
import type { Exit } from "../../src/domain/Exit.ts";
import type { ChildState } from "../../src/domain/State.ts";
import type { ChildReport, CommonCommand } from "../childProtocol.ts";
import type { ServiceContext, ServiceRules } from "./context.ts";

/** Where a service goes on that an earlier daemon has left. */
export interface Found {
  readonly state: ChildState;
  /** The pid of the run that goes on; null at rest. */
  readonly pid: number | null;
  readonly run: number;
  /** When the run was started, monotonic ms. */
  readonly startedAt: number;
  /** What is left of a pause, in ms. */
  readonly delayMs: number;
  /** How long it is in its state already, in ms. */
  readonly spentMs: number;
  readonly stop: ServiceContext["stop"];
  /** Whether the stop under way has reached the process. */
  readonly isAsked: boolean;
  readonly reason: string;
  readonly by: string;
}

export type ServiceEvent =
  /** Commands of the supervisor. `at` is monotonic ms. */
  | { type: "START"; run: number; at: number; reason: string; by: string }
  | CommonCommand
  /** The rules have changed; no process is touched. */
  | { type: "UPDATE"; rules: ServiceRules }
  /** What the runtime has found of a run that an earlier daemon has started. */
  | { type: "RESUME"; found: Found }
  /** Facts from the runtime. */
  | { type: "SPAWNED"; run: number; pid: number }
  | { type: "SPAWN_FAILED"; run: number; error: SpawnError }
  | { type: "READY"; run: number }
  | { type: "EXITED"; run: number; at: number; exit: Exit };

export type ServiceEmitted =
  /** Requests to the runtime. */
  | { type: "SPAWN"; run: number }
  | { type: "ASK"; run: number }
  | { type: "KILL"; run: number }
  | { type: "ALARM"; run: number; alarm: "unkillable"; reason: string }
  /** Reports to the supervisor; IGNORED is OTP's `ignore`, a child that is not wanted here. */
  | ChildReport
  | { type: "IGNORED" };
