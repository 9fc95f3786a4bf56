import { Context, type Effect } from "effect";
import type { JournalError } from "../domain/Errors.ts";
import type { FailedApply, Revision, RevisionEntry } from "../domain/stored/Revision.ts";

/** Every tree that the daemons of a home were given, for ever. */
export class Revisions extends Context.Tag("sentinel/Revisions")<
  Revisions,
  {
    /** Store one more; its number is the next. */
    readonly add: (revision: Omit<Revision, "number">) => Effect.Effect<void, JournalError>;
    /** All of them, oldest first. */
    readonly list: Effect.Effect<ReadonlyArray<RevisionEntry>, JournalError>;
    /** Note an apply that made no revision, because it failed. */
    readonly addFailed: (failed: FailedApply) => Effect.Effect<void, JournalError>;
    /** All of those, oldest first. */
    readonly failed: Effect.Effect<ReadonlyArray<FailedApply>, JournalError>;
    readonly get: (number: number) => Effect.Effect<Revision | null, JournalError>;
  }
>() {}
