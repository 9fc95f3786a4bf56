import { Context, type Effect } from "effect";
import type { JournalError } from "../domain/Errors.ts";
import type { Revision, RevisionEntry } from "../domain/Revision.ts";

/** Every tree that the daemons of a home were given, for ever. */
export class Revisions extends Context.Tag("sentinel/Revisions")<
  Revisions,
  {
    /** Store one more; its number is the next. */
    readonly add: (revision: Omit<Revision, "number">) => Effect.Effect<void, JournalError>;
    /** All of them, oldest first. */
    readonly list: Effect.Effect<ReadonlyArray<RevisionEntry>, JournalError>;
    readonly get: (number: number) => Effect.Effect<Revision | null, JournalError>;
  }
>() {}
