import { Context, type Effect } from "effect";
import type { JournalError } from "../../domain/Errors.ts";
import type { CheckMemory } from "../../domain/stored/CheckRecord.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";

/** A report of a job, as it arrived. Times are ms since the epoch. */
export interface StoredReport {
  readonly at: number;
  /** When the job says that it was sent; null: it does not say. */
  readonly claimed: number | null;
  readonly kind: "start" | "success" | "fail" | "log";
  /** The exit code, if the job reported one. */
  readonly exit: number | null;
  readonly id: string | null;
  /** The text that came with it, at most 100 kB of it; null: none. */
  readonly body: string | null;
  /** How many bytes the text had. */
  readonly bodySize: number;
  readonly by: string;
}

/** The state of a check, and the report that has led to it. */
export interface CheckChange {
  readonly path: ChildPath;
  readonly memory: CheckMemory;
  readonly report: StoredReport | null;
}

/** What an earlier daemon has stored. */
export interface RecalledChecks {
  readonly checks: ReadonlyMap<ChildPath, CheckMemory>;
  /** The checks that this version can't read, with the reason. */
  readonly unreadable: ReadonlyArray<{ readonly path: ChildPath; readonly why: string }>;
  /** Until when checks were observed, ms since the epoch; null: never. */
  readonly observedUntil: number | null;
}

/** The secret key in the address to which a job reports. Only its digest is known. */
export interface PingKey {
  readonly path: ChildPath;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
  readonly createdAt: number;
  readonly createdBy: string;
}

/** The reports of jobs that run elsewhere, what follows from them, and the keys by which the jobs report. */
export class CheckIns extends Context.Tag("sentinel/CheckIns")<
  CheckIns,
  {
    readonly recall: Effect.Effect<RecalledChecks, JournalError>;
    /** Store a change; part of the journal's batch, so that it is one transaction with the events about it. */
    readonly store: (change: CheckChange) => Effect.Effect<void, JournalError>;
    /** Store that all checks were observed until this time. */
    readonly observed: (until: number) => Effect.Effect<void, JournalError>;
    /** The newest reports of a check, newest first; the oldest beyond a number are removed. */
    readonly reports: (
      path: ChildPath,
      limit: number,
    ) => Effect.Effect<ReadonlyArray<StoredReport>, JournalError>;
    /** Give a check, or a supervisor that creates checks, a key in place of the one it had. */
    readonly setKey: (key: PingKey) => Effect.Effect<void, JournalError>;
    /** The keys whose digests begin so. The digests are left to be compared by the caller, in constant time. */
    readonly keysBeginning: (start: string) => Effect.Effect<ReadonlyArray<PingKey>, JournalError>;
    readonly keys: Effect.Effect<ReadonlyArray<PingKey>, JournalError>;
  }
>() {}
