import { Context, type Effect } from "effect";
import type { ChildPath } from "../domain/ChildPath.ts";
import type { JournalError } from "../domain/Errors.ts";
import type { JournalEntry } from "../domain/Event.ts";

/** Which entries to read: those after `after`, oldest first; `last` takes the newest that many instead. */
export interface JournalQuery {
  readonly after?: number;
  readonly last?: number;
  /** The child, and everything under it. */
  readonly within?: ChildPath;
}

/** The append-only record of what happened. */
export class Journal extends Context.Tag("sentinel/Journal")<
  Journal,
  {
    /** Write a batch in one transaction; all of it or none. */
    readonly append: (entries: ReadonlyArray<JournalEntry>) => Effect.Effect<void, JournalError>;
    readonly read: (query: JournalQuery) => Effect.Effect<ReadonlyArray<JournalEntry>, JournalError>;
    /** The highest sequence number written, 0 for a new journal. */
    readonly lastSeq: Effect.Effect<number, JournalError>;
  }
>() {}
