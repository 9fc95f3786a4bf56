import { Context, type Effect } from "effect";
import type { JournalError } from "../../domain/Errors.ts";
import type { JobState, PassedRange } from "../../domain/job/JobState.ts";
import type { InstantOutcome, LedgerRow } from "../../domain/job/Ledger.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { Instant } from "../../domain/tree/Schedule.ts";

/** A job as the last decision left it. */
export interface StoredJob {
  readonly job: ChildPath;
  readonly state: JobState;
}

/** What the decisions about one moment change; written together, all of it or none. */
export interface LedgerBatch {
  /** The moment, by both clocks: a later daemon converts the times of timers with it. */
  readonly at: { readonly wall: number; readonly real: number; readonly boot: string };
  readonly jobs: ReadonlyArray<StoredJob>;
  /** The new outcomes; each replaces the former one of its instant. */
  readonly rows: ReadonlyArray<LedgerRow>;
  /** The rows in these ranges that still have the outcome of their reason are superseded, before `rows` are written. */
  readonly superseded: ReadonlyArray<{ readonly job: ChildPath; readonly range: PassedRange }>;
  /** Jobs whose missed and superseded rows at `from` or later are deleted, before `rows` are written. */
  readonly expectedAgain: ReadonlyArray<{ readonly job: ChildPath; readonly from: Instant }>;
}

/** What the ledger has of a job whose state can't be read. */
export interface UnreadableJob {
  readonly job: ChildPath;
  /** Its newest instant that has a row; null: there is none. */
  readonly newest: Instant | null;
  /** Its instants that wait for their start. */
  readonly waiting: ReadonlyArray<Instant>;
}

/** What an earlier daemon left: its jobs, and the moment of its last decision; null before the first. */
export interface RecalledJobs {
  readonly at: LedgerBatch["at"] | null;
  readonly jobs: ReadonlyArray<StoredJob>;
  /** The jobs whose state this version can't read; they go on after their last row. */
  readonly unreadable: ReadonlyArray<UnreadableJob>;
}

/** Which rows to read, newest instant first. */
export interface LedgerQuery {
  /** The jobs; undefined: all. */
  readonly jobs?: ReadonlyArray<ChildPath> | undefined;
  /** The range of instants; `until` is not part of it. */
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
  readonly outcome?: InstantOutcome["outcome"] | undefined;
  /** Where the page before this one ended. */
  readonly before?: { readonly at: Instant; readonly job: ChildPath } | undefined;
  readonly limit: number;
}

/** The ledger of expected instants, and the state of the jobs for the next daemon. */
export class Ledger extends Context.Tag("sentinel/Ledger")<
  Ledger,
  {
    readonly write: (batch: LedgerBatch) => Effect.Effect<void, JournalError>;
    readonly recall: Effect.Effect<RecalledJobs, JournalError>;
    readonly read: (query: LedgerQuery) => Effect.Effect<ReadonlyArray<LedgerRow>, JournalError>;
    /** All rows of instants at `at` or later, for a clock that was set back. */
    readonly ahead: (at: Instant) => Effect.Effect<ReadonlyArray<LedgerRow>, JournalError>;
  }
>() {}
