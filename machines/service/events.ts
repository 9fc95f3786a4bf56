import type { SpawnError } from "../../src/domain/Errors.ts";
import type { Exit } from "../../src/domain/Exit.ts";
import type { ChildReport, CommonCommand } from "../childProtocol.ts";

export type ServiceEvent =
  /** Commands of the supervisor. `at` is monotonic ms. */
  | { type: "START"; run: number; at: number; reason: string; by: string }
  | CommonCommand
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
