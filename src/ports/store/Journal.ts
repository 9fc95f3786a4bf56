import { Context, type Effect, type Stream } from "effect";
import type { JournalError } from "../../domain/Errors.ts";
import type { Action, JournalEntry } from "../../domain/Event.ts";
import type { Memory } from "../../domain/stored/Memory.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { Replacement } from "../home/Replacement.ts";

/** Which entries to read: those after `after`, oldest first; with `last`, the newest this many instead. */
export interface JournalQuery {
  readonly after?: number;
  readonly last?: number;
  /** The child, and all children under it. */
  readonly within?: ChildPath;
}

/** The time range of entries: ISO 8601 in UTC with milliseconds, as in entries; both ends inclusive. */
export interface JournalTimes {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** The entries of some children and those under them after a number. */
interface JournalPart extends JournalTimes {
  readonly after: number;
  readonly within: ReadonlyArray<ChildPath>;
}

/** The newest entries of some children and those under them. */
interface JournalEnd extends JournalTimes {
  /** How many entries, at least 1. */
  readonly last: number;
  readonly within: ReadonlyArray<ChildPath>;
}

/** Entries of a node itself, without those of its descendants. */
interface NodeEntries {
  readonly subject: ChildPath;
  /** Entries before this number; undefined: starting with the newest. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** How often runs of a node have ended, as far as the journal goes. */
export interface CountedExits {
  readonly exits: number;
  /** The time of the first entry of the node that was counted or passed over, ISO 8601; null: there is none. */
  readonly since: string | null;
  /** The number of the last one; 0: there is none. */
  readonly newest: number;
}

/** Which `action` events to read: the requests of users. */
export interface ActionQuery extends JournalTimes {
  /** Entries before this number; undefined: starting with the newest. */
  readonly before?: number | undefined;
  readonly limit: number;
  /** The principal that made the request, or whose account it affected. */
  readonly principal?: string | undefined;
  /** The name of the request. */
  readonly action?: string | undefined;
  /** What became of it. */
  readonly outcome?: Action["outcome"] | undefined;
}

/** Some of the entries, oldest first: the matches in a limited number of rows, possibly none. */
export interface JournalPage {
  readonly entries: ReadonlyArray<JournalEntry>;
  /** The number after which the next page starts; null if this is the last page. */
  readonly next: number | null;
}

/** The rows that are written together, all of them or none. */
export interface JournalBatch {
  readonly entries: ReadonlyArray<JournalEntry>;
  /** The memories of nodes, each of which replaces the previous one. */
  readonly memories: ReadonlyArray<Memory>;
  /** Removed nodes, whose memories are deleted. */
  readonly forgotten: ReadonlyArray<ChildPath>;
  /**
   * Effects that store something else about the same facts, such as revisions; in the same transaction if they share
   * the database.
   */
  readonly also?: ReadonlyArray<Effect.Effect<void, JournalError>>;
}

/** The nodes' memories stored by an earlier daemon. */
export interface Recalled {
  readonly memories: ReadonlyArray<Memory>;
  /** The nodes whose memory this version can't read. */
  readonly unreadable: ReadonlyArray<ChildPath>;
}

/** The record of what happened, and the memory for the next daemon. */
export class Journal extends Context.Tag("sentinel/Journal")<
  Journal,
  {
    readonly write: (batch: JournalBatch) => Effect.Effect<void, JournalError>;
    readonly recall: Effect.Effect<Recalled, JournalError>;
    readonly read: (query: JournalQuery) => Effect.Effect<ReadonlyArray<JournalEntry>, JournalError>;
    /** A page of entries, because a journal may be larger than memory. */
    readonly page: (part: JournalPart) => Effect.Effect<JournalPage, JournalError>;
    /** The entries of a node itself, newest first. */
    readonly newestOf: (part: NodeEntries) => Effect.Effect<ReadonlyArray<JournalEntry>, JournalError>;
    /** How many entries of a node itself, since a moment (ISO 8601), are the end of a run. */
    readonly exitsOf: (
      subject: ChildPath,
      since: string | undefined,
    ) => Effect.Effect<CountedExits, JournalError>;
    /** The requests of users and programs, newest first. */
    readonly actions: (query: ActionQuery) => Effect.Effect<ReadonlyArray<JournalEntry>, JournalError>;
    /** The number after which the newest entries of these children start; 0 if there are no more than that. */
    readonly startOf: (end: JournalEnd) => Effect.Effect<number, JournalError>;
    /**
     * Reserve all numbers up to this one, because their entries are about to be published, and may never be written.
     * Succeeds even if writing fails for lack of disk space.
     */
    readonly promise: (seq: number) => Effect.Effect<void, JournalError>;
    /** The highest sequence number that was written or reserved; 0 for a new journal. */
    readonly lastSeq: Effect.Effect<number, JournalError>;
    /**
     * The number up to which entries are missing, because the journal is limited in size: of the entries up to it, only
     * alarms, requests of users, and events of the daemon or the tree as a whole may still exist. 0: none is missing.
     */
    readonly completeAfter: Effect.Effect<number, JournalError>;
    /** What has become of the file that this daemon writes, as long as it runs; for one listener. */
    readonly replacements: Stream.Stream<Replacement>;
  }
>() {}
