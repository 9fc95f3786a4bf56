import type { SpawnError } from "../../src/domain/Errors.ts";
import type { Exit, LeftBehind } from "../../src/domain/tree/Exit.ts";
import type { HookName } from "../../src/domain/tree/HookSpec.ts";
import type { ProbeName } from "../../src/domain/tree/ProbeSpec.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import type { ProbeResult } from "../../src/policy/probe/standing.ts";
import type { ChildReport, CommonCommand } from "../childProtocol.ts";
import type { ServiceContext, ServiceRules } from "./context.ts";

/** The state of a service under the previous daemon, in which it resumes. */
export interface ResumePoint {
  readonly state: ChildState;
  /** The pid of the current run; null at rest. */
  readonly pid: number | null;
  readonly run: number;
  /** When the run was started, monotonic ms. */
  readonly startedAt: number;
  /** The rest of a delay, in ms, and whether a failed service is retried after it. */
  readonly delayMs: number;
  readonly isRetried: boolean;
  /** How long it has been in its state, in ms. */
  readonly spentMs: number;
  /** The last reason of its held start or stop, and the run; null if it was not held. */
  readonly held: { readonly run: number; readonly reason: string } | null;
  readonly stop: ServiceContext["stop"];
  /** Whether the stop signal of a stop in progress was sent. */
  readonly isAsked: boolean;
  readonly reason: string;
  readonly by: string;
}

type Stop = Extract<CommonCommand, { type: "STOP" }>;

/** What holds a command, as text; undefined if nothing does. */
interface MaybeHeld {
  heldBy?: string | undefined;
}

export type ServiceEvent =
  /** Commands of the supervisor. `at` is monotonic ms. */
  | ({ type: "START"; run: number; at: number; reason: string; by: string } & MaybeHeld)
  | (Stop & MaybeHeld)
  | Exclude<CommonCommand, Stop>
  /** The rules have changed; no process is touched. `at` is monotonic ms. */
  | { type: "UPDATE"; rules: ServiceRules; at: number }
  /** The state in which the runtime has found a run of an earlier daemon. */
  | { type: "RESUME"; found: ResumePoint }
  /** Answers to HOLD: it now waits for something else, or no longer waits. `at` is monotonic ms. */
  | { type: "HELD_BY"; run: number; reason: string }
  | { type: "CLEARED"; run: number; at: number }
  /** Facts from the runtime. */
  | { type: "SPAWNED"; run: number; pid: number }
  | { type: "SPAWN_FAILED"; run: number; error: SpawnError }
  /** The start has to wait for something in the system, such as a busy port. */
  | { type: "WAITING"; run: number; reason: string }
  | { type: "READY"; run: number }
  | { type: "PROBED"; run: number; probe: ProbeName; result: ProbeResult }
  /** A hook of the run is over; `failure`: why it failed, null if it did not. `at` is monotonic ms. */
  | { type: "HOOKED"; run: number; at: number; hook: HookName; failure: string | null }
  /** The process has ended, and its after_exit hook runs; EXITED follows. */
  | { type: "GONE"; run: number; exit: Exit }
  /** A sample of the memory of its process tree, in bytes. */
  | { type: "SAMPLED"; run: number; memory: number }
  /** From its own timer: the run has reached its maximum runtime. */
  | { type: "EXPIRED"; run: number }
  | { type: "EXITED"; run: number; at: number; exit: Exit; leftBehind?: ReadonlyArray<LeftBehind> };

export type ServiceEmitted =
  /** Requests to the runtime. HOLD: report when the start or stop of this run need not wait any more. */
  | { type: "HOLD"; run: number; for: "start" | "stop" }
  | { type: "SPAWN"; run: number }
  | { type: "ASK"; run: number }
  | { type: "KILL"; run: number }
  | { type: "ALARM"; run: number; alarm: "unkillable"; reason: string }
  /**
   * Try the probe of the start, or those of the running child, until END_PROBES. `isResumed`: the run was adopted, or
   * its probes were changed, possibly together with many others.
   */
  | { type: "PROBE"; run: number; phase: "startup" | "running"; isResumed: boolean }
  | { type: "END_PROBES" }
  /** Run this hook, until it is over or END_HOOK. */
  | { type: "HOOK"; run: number; hook: HookName }
  | { type: "END_HOOK" }
  /** Reports to the supervisor. IGNORED is OTP's `ignore`: the child is not needed. */
  | ChildReport
  | { type: "IGNORED" };
