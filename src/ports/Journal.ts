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

/** What stands behind a number, of some children and what is under them. */
interface JournalPart {
  readonly after: number;
  readonly within: ReadonlyArray<ChildPath>;
}

/** Some of it, oldest first: as much as is looked at in one go, perhaps nothing. */
export interface JournalPage {
  readonly entries: ReadonlyArray<JournalEntry>;
  /** The number to go on behind; null: there is no more. */
  readonly next: number | null;
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
    /** A journal may be larger than memory: this is read page by page. */
    readonly page: (part: JournalPart) => Effect.Effect<JournalPage, JournalError>;
    /** The number behind which the newest so many entries (at least 1) of these children stand; 0: they have no more. */
    readonly startOf: (last: number, within: ReadonlyArray<ChildPath>) => Effect.Effect<number, JournalError>;
    /**
     * No number up to this one is given again, though its entry may never be written: somebody is told before it is. Works
     * also where writing fails for want of room.
     */
    readonly promise: (seq: number) => Effect.Effect<void, JournalError>;
    /** The highest sequence number that was written or promised, 0 for a new journal. */
    readonly lastSeq: Effect.Effect<number, JournalError>;
    /**
     * The number up to which entries are missing, because a journal does not grow for ever: of those before it only
     * alarms, what people did, and what concerns the daemon or its tree as a whole, may still be there. 0: nothing is missing.
     */
    readonly completeAfter: Effect.Effect<number, JournalError>;
  }
>() {}
