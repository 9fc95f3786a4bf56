import type { JobOutcome, JobRun, StopCause, Trigger } from "../../domain/job/JobRun.ts";
import type { PassedRange, RunRequest } from "../../domain/job/JobState.ts";
import type { LedgerRow } from "../../domain/job/Ledger.ts";
import type { Instant } from "../../domain/tree/Schedule.ts";

/** What is to be done or recorded, in this order. */
export type Decision =
  | {
      readonly kind: "start";
      readonly job: string;
      /** The admitted start that it is an attempt of. */
      readonly start: number;
      readonly run: number;
      readonly slot: number;
      readonly trigger: Trigger;
      readonly scheduledFor: Instant | null;
      readonly startedAt: Instant;
      readonly attempt: number;
      readonly request: RunRequest | null;
    }
  /** Ask a run to stop. */
  | { readonly kind: "stop"; readonly job: string; readonly run: number; readonly cause: StopCause }
  | { readonly kind: "kill"; readonly job: string; readonly run: number }
  /** Complete the record of a run. */
  | ({ readonly kind: "end"; readonly outcome: JobOutcome } & Pick<
      JobRun,
      "job" | "run" | "endedAt" | "reason"
    >)
  /** The instant has this outcome from now on. */
  | ({ readonly kind: "settle" } & LedgerRow)
  /** The instants in this range that still have the outcome of their reason, `count` of them, are superseded. */
  | { readonly kind: "supersede"; readonly job: string; readonly range: PassedRange }
  /** The clock was set back: what was missed or superseded at `from` or later has no outcome any more. */
  | { readonly kind: "expect_again"; readonly job: string; readonly from: Instant }
  /** The answer to a run by hand: which start it is, or why it is none. */
  | { readonly kind: "admit"; readonly job: string; readonly start: number }
  | { readonly kind: "refuse"; readonly job: string; readonly because: "overlap" | "queue_full" | "removed" }
  /** A run by hand that waited will not run. */
  | {
      readonly kind: "withdraw";
      readonly job: string;
      readonly start: number;
      readonly because: "superseded" | "removed" | "requested";
    };
