import type { RunRequest } from "../../domain/job/JobState.ts";
import type { LedgerRow } from "../../domain/job/Ledger.ts";
import type { Exit } from "../../domain/tree/Exit.ts";
import type { Instant } from "../../domain/tree/Schedule.ts";
import type { Now } from "./now.ts";
import type { JobRules } from "./rules.ts";

/** How a run ended by its own account. `refused`: it could not be started at all. */
export type RunEnd =
  | { readonly kind: "exited"; readonly exit: Exit; readonly succeeded: boolean }
  | { readonly kind: "refused"; readonly message: string }
  /** Nobody saw its end, or it never began. */
  | { readonly kind: "lost" };

export interface EndedRun {
  readonly job: string;
  readonly run: number;
  readonly end: RunEnd;
  readonly at: Now;
}

/** How long a job is paused, who asked for it, and why. `until` null: until it is resumed. */
export interface Pausing {
  readonly until: Instant | null;
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
}

/** What the ledger tells of a job whose state is lost: which instants have no row yet, and which wait for their start. */
export interface LedgerTrace {
  readonly seenBefore: Instant;
  readonly waiting: ReadonlyArray<Instant>;
}

/** What happens to the jobs of a tree. */
export type JobEvent =
  /** A job that is new in the tree, or whose state can't be read. */
  | { readonly type: "load"; readonly job: string; readonly trace?: LedgerTrace | undefined }
  /** Its rules change to `rules`; the tree's rules are still the old ones. */
  | { readonly type: "edit"; readonly job: string; readonly rules: JobRules }
  /** It is taken out of the tree (`removed`), or stopped by a person or its supervisor (`requested`). */
  | { readonly type: "remove"; readonly job: string; readonly cause: "removed" | "requested" }
  | ({ readonly type: "ended" } & EndedRun)
  | { readonly type: "run"; readonly job: string; readonly request: RunRequest }
  /** Stop the runs and give up a coming attempt; with `run`, those of the start whose last attempt that is. */
  | { readonly type: "abort"; readonly job: string; readonly run?: number }
  | ({ readonly type: "pause"; readonly job: string } & Pausing)
  | { readonly type: "resume"; readonly job: string }
  | { readonly type: "skip_next"; readonly job: string }
  /**
   * The daemon is back (`down`), the machine has been switched on (`off`: what ran is lost) or has woken (`asleep`: what ran
   * stood still). `ended`: the runs that ended before, in that order.
   */
  | {
      readonly type: "back";
      readonly from: "down" | "off" | "asleep";
      readonly since: Now;
      readonly ended: ReadonlyArray<EndedRun>;
    }
  /** The wall clock was set. `ahead`: for a step back, the rows of the ledger that are not in the past any more. */
  | { readonly type: "clock_set"; readonly from: Instant; readonly ahead: ReadonlyArray<LedgerRow> }
  /** Time has passed: these timers of all jobs are due. */
  | { readonly type: "due"; readonly timers: "timeouts" | "kills" | "pause_ends" | "attempts" }
  /** Time has passed: the instants of a job are due. */
  | { readonly type: "instants"; readonly job: string }
  /** Time has passed, and whatever may start has started: the others may be too late. */
  | { readonly type: "deadlines" };
