import type { JobCondition } from "../../src/domain/view/JobView.ts";
import type { ChildReport, CommonCommand, StopMode } from "../childProtocol.ts";

export type JobEvent =
  /** Commands of its supervisor. */
  | { type: "START"; reason: string; by: string; at: number }
  | CommonCommand
  /** The state in which the runtime has found a job of an earlier daemon. */
  | { type: "RESUME"; found: "running" | "stopping" | "stopped"; reason: string; by: string; at: number }
  /** A decision has changed what the job is doing. */
  | { type: "DECIDED"; condition: JobCondition; reason: string; by: string };

export type JobEmitted =
  /** Its instants count from now on. */
  | { type: "LOAD" }
  /** It expects nothing more: who waits is withdrawn, and its runs are stopped. */
  | { type: "UNLOAD"; mode: StopMode; by: string }
  | ChildReport;
