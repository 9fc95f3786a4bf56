import { Context, type Effect } from "effect";
import type { JournalError } from "../../domain/Errors.ts";
import type { FailedApply, Revision, RevisionEntry } from "../../domain/stored/Revision.ts";

/** Every tree that was applied in a home, kept for ever. */
export class Revisions extends Context.Tag("sentinel/Revisions")<
  Revisions,
  {
    /** Store a revision, under the next number. */
    readonly add: (revision: Omit<Revision, "number">) => Effect.Effect<void, JournalError>;
    /** All of them, oldest first. */
    readonly list: Effect.Effect<ReadonlyArray<RevisionEntry>, JournalError>;
    /** Store an apply that failed, and so made no revision. */
    readonly addFailed: (failed: FailedApply) => Effect.Effect<void, JournalError>;
    /** All failed applies, oldest first. */
    readonly failed: Effect.Effect<ReadonlyArray<FailedApply>, JournalError>;
    readonly get: (number: number) => Effect.Effect<Revision | null, JournalError>;
  }
>() {}
