import { Context, type Effect } from "effect";
import type { JournalError } from "../domain/Errors.ts";
import type { JournalEntry } from "../domain/Event.ts";
import type { Memory } from "../domain/stored/Memory.ts";
import type { ChildPath } from "../domain/tree/ChildPath.ts";

/** Which entries to read: those after `after`, oldest first; `last` takes the newest that many instead. */
export interface JournalQuery {
  readonly after?: number;
  readonly last?: number;
  /** The child, and everything under it. */
  readonly within?: ChildPath;
}

/** Entries of some time: ISO 8601 in UTC with milliseconds, as entries have it; both ends belong to it. */
export interface JournalTimes {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** What stands behind a number, of some children and what is under them. */
interface JournalPart extends JournalTimes {
  readonly after: number;
  readonly within: ReadonlyArray<ChildPath>;
}

/** The newest of some children and what is under them. */
interface JournalEnd extends JournalTimes {
  /** How many, at least 1. */
  readonly last: number;
  readonly within: ReadonlyArray<ChildPath>;
}

/** Which entries of a node itself, without those under it. */
interface NodeEntries {
  readonly subject: ChildPath;
  /** Those before this number; undefined: from the newest on. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Which `action` events: what somebody has asked for. */
export interface ActionQuery extends JournalTimes {
  /** Those before this number; undefined: from the newest on. */
  readonly before?: number | undefined;
  readonly limit: number;
  /** Who has asked, or whose account it concerned. */
  readonly principal?: string | undefined;
  /** What was asked for. */
  readonly action?: string | undefined;
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
  /** What other ports store of the same facts, as revisions are: part of the transaction where they share the database. */
  readonly also?: ReadonlyArray<Effect.Effect<void, JournalError>>;
}

/** What an earlier daemon has remembered of its nodes. */
export interface Recalled {
  readonly memories: ReadonlyArray<Memory>;
  /** The nodes of which something is stored that this version can't read. */
  readonly unreadable: ReadonlyArray<ChildPath>;
}

/** The record of what happened, and what the next daemon must know to go on. */
export class Journal extends Context.Tag("sentinel/Journal")<
  Journal,
  {
    readonly write: (batch: JournalBatch) => Effect.Effect<void, JournalError>;
    readonly recall: Effect.Effect<Recalled, JournalError>;
    readonly read: (query: JournalQuery) => Effect.Effect<ReadonlyArray<JournalEntry>, JournalError>;
    /** A journal may be larger than memory: this is read page by page. */
    readonly page: (part: JournalPart) => Effect.Effect<JournalPage, JournalError>;
    /** The entries of a node itself, newest first. */
    readonly newestOf: (part: NodeEntries) => Effect.Effect<ReadonlyArray<JournalEntry>, JournalError>;
    /** What people and programs have asked for, newest first. */
    readonly actions: (query: ActionQuery) => Effect.Effect<ReadonlyArray<JournalEntry>, JournalError>;
    /** The number behind which the newest so many entries of these children stand; 0: they have no more. */
    readonly startOf: (end: JournalEnd) => Effect.Effect<number, JournalError>;
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
