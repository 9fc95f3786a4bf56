import type { Effect } from "effect";
import type { JournalError, NotPossible } from "../../src/domain/Errors.ts";
import type { RunRequest } from "../../src/domain/job/JobState.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { JobSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Instant } from "../../src/domain/tree/Schedule.ts";
import type { JobStart } from "../../src/domain/view/JobStart.ts";
import type { ComingInstant, LedgerItem } from "../../src/domain/view/JobView.ts";
import type { Pausing } from "../../src/policy/job/events.ts";
import type { LedgerQuery } from "../../src/ports/store/Ledger.ts";

/** What became of a request to run a job now. A refused one is `NotPossible`, with the reason. */
export type RunAnswer =
  /** `start`: the number of the start; `run`: that of the run within its job; `slot`: the path of the slot that has its output, `backup#1`; `id`: its id in the history of runs. */
  | {
      readonly answer: "started";
      readonly start: number;
      readonly run: number;
      readonly slot: ChildPath;
      readonly id: string;
    }
  /** It starts later, once nothing holds it any more. */
  | { readonly answer: "waiting"; readonly start: number };

/**
 * The jobs of the running tree, for the command line, the API and the tests. Paths are resolved already; a path that is no
 * job, or a job that is stopped, is `NotPossible`. What a job does is part of its view (`JobView`).
 */
export interface JobControl {
  /** How it is declared now. */
  readonly declared: (path: ChildPath) => Effect.Effect<JobSpec, NotPossible>;
  /** Run a job now. Parameters that it does not declare are refused, as are missing ones without a default. */
  readonly run: (path: ChildPath, request: RunRequest) => Effect.Effect<RunAnswer, NotPossible>;
  /** Where a start stands that somebody asked for; null: it ended too long ago to be known, or there was none. */
  readonly start: (path: ChildPath, start: number) => Effect.Effect<JobStart | null, NotPossible>;
  /** Stop the runs of a job, and give up a coming attempt. */
  readonly abort: (path: ChildPath) => Effect.Effect<void, NotPossible>;
  /** Pause a job; a second pause changes its end, but not its beginning. */
  readonly pause: (path: ChildPath, how: Pausing) => Effect.Effect<void, NotPossible>;
  readonly resume: (path: ChildPath) => Effect.Effect<void, NotPossible>;
  /** Skip the next instant that is not to be skipped yet; returns it. */
  readonly skipNext: (path: ChildPath) => Effect.Effect<Instant, NotPossible>;
  /** The next `n` instants after `from` (by default now) that its schedules expect. */
  readonly next: (
    path: ChildPath,
    how: { readonly n: number; readonly from?: Instant | undefined },
  ) => Effect.Effect<ReadonlyArray<ComingInstant>, NotPossible>;
  /** Rows of the ledger, newest instant first. */
  readonly ledger: (query: LedgerQuery) => Effect.Effect<ReadonlyArray<LedgerItem>, JournalError>;
}
