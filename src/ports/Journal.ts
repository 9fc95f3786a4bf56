import { Context, type Effect } from "effect";
import type { ChildPath } from "../domain/ChildPath.ts";
import type { JournalError } from "../domain/Errors.ts";
import type { JournalEntry } from "../domain/Event.ts";
import type { Memory } from "../domain/Memory.ts";

/** Which entries to read: those after `after`, oldest first; `last` takes the newest that many instead. */
export interface JournalQuery {
  readonly after?: number;
  readonly last?: number;
  /** The child, and everything under it. */
  readonly within?: ChildPath;
}

/** What is written together: all of it or none. */
export interface JournalBatch {
  readonly entries: ReadonlyArray<JournalEntry>;
  /** What the next daemon must know of some nodes, in place of what was written of them before. */
  readonly memories: ReadonlyArray<Memory>;
  /** Nodes that are no more. */
  readonly forgotten: ReadonlyArray<ChildPath>;
}

/** The record of what happened, and what the next daemon must know to go on. */
export class Journal extends Context.Tag("sentinel/Journal")<
  Journal,
  {
    readonly write: (batch: JournalBatch) => Effect.Effect<void, JournalError>;
    /** What an earlier daemon has remembered of its nodes. */
    readonly recall: Effect.Effect<ReadonlyArray<Memory>, JournalError>;
    readonly read: (query: JournalQuery) => Effect.Effect<ReadonlyArray<JournalEntry>, JournalError>;
    /** The highest sequence number written, 0 for a new journal. */
    readonly lastSeq: Effect.Effect<number, JournalError>;
    /**
     * The number up to which entries are missing, because a journal does not grow for ever: of those before it only
     * alarms, what people did, and what concerns the daemon or its tree as a whole, may still be there. 0: nothing is missing.
     */
    readonly completeAfter: Effect.Effect<number, JournalError>;
  }
>() {}
