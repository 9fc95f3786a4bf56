import { Context, Data, type Effect, type Stream } from "effect";
import type { LogLine, LogStream, Place, RunName } from "../domain/LogLine.ts";
import type { ChildPath } from "../domain/tree/ChildPath.ts";
import type { LogLimits } from "../domain/tree/ChildSpec.ts";
import type { OutputLag } from "../domain/view/DaemonStats.ts";

/** Which lines to read. Everything that is given must hold. */
export interface LogQuery {
  /** The children themselves, and those under them that this daemon has run. */
  readonly within: ReadonlyArray<ChildPath>;
  /** The newest that many of each child. */
  readonly last?: number;
  /** Those behind this sequence number. */
  readonly after?: number;
  /** Those that may have arrived at this time or later, in ms since 1970. */
  readonly since?: number;
  /** Those that may have arrived at this time or before. */
  readonly until?: number;
  /** Those that this regular expression (JavaScript's) matches. */
  readonly grep?: string;
  readonly run?: number;
  readonly stream?: LogStream;
}

/** What can't be searched for: no regular expression, or one that takes for ever. */
export class BadSearch extends Data.TaggedError("BadSearch")<{ readonly message: string }> {}

/** A run that is to be looked after. */
export interface TrackedRun extends RunName {
  /** How much of the child's output is kept, of all its runs; by default as before. */
  readonly limits?: LogLimits;
  /**
   * Sends SIGSTOP and SIGCONT to its processes, for the moment in which their file is emptied, where the system
   * can't do that while they write. Not needed for a run that has ended.
   */
  readonly signal?: (name: "SIGSTOP" | "SIGCONT") => Effect.Effect<void>;
}

/** What a run has printed, as far as it is known. */
export interface RunRange {
  /** Sequence numbers of its first and last line; null when it printed nothing. */
  readonly first: number | null;
  readonly last: number | null;
  readonly lines: number;
  /** Whether that is all: false when it could not be recorded in time, because the disk is full. */
  readonly complete: boolean;
}

/**
 * Knows what the children have printed. The files that they write are the truth; the store adds when each
 * line came and in which order, and reads on where the last daemon stopped.
 */
export class LogStore extends Context.Tag("sentinel/LogStore")<
  LogStore,
  {
    /**
     * Take notice of a run's output from now on. To be called for every run that exists: at its start, and by
     * the next daemon again, whether the run lives or has ended meanwhile. Does nothing the second time.
     */
    readonly track: (run: TrackedRun) => Effect.Effect<void>;
    /**
     * Succeeds when everything that the run has printed up to now is recorded, with what that was. To be
     * called when the run is over, before that is announced. Never takes longer than a few seconds.
     */
    readonly drained: (run: RunName) => Effect.Effect<RunRange>;
    /** What people should know, in words: the disk is getting full, lines had to be removed, it is well again. */
    readonly alarms: Stream.Stream<string>;
    /** The runs of some children, and of those under them, of which something is kept; in order. */
    readonly runs: (within: ReadonlyArray<ChildPath>) => Effect.Effect<ReadonlyArray<RunName>>;
    /** How far the recording is behind what the runs have printed, now. */
    readonly lag: Effect.Effect<OutputLag>;
    /** What is there, oldest first; what stands without a line end comes last, whatever `last` says. */
    readonly read: (query: LogQuery) => Stream.Stream<LogLine, BadSearch>;
    /** The same, and then what comes, until interrupted; without `last` and `after` only what comes. */
    readonly follow: (query: LogQuery) => Stream.Stream<LogLine, BadSearch>;
    /**
     * The same for those who will go on with the next daemon. Each child's place comes before its first line, also of
     * a child that appears meanwhile. Who was followed already (`places`) is followed from there, whoever else this
     * daemon has seen from the first line that it has found; null: nobody was, and the query alone decides.
     */
    readonly followFrom: (
      places: ReadonlyMap<ChildPath, number> | null,
      query: LogQuery,
    ) => Stream.Stream<LogLine | Place, BadSearch>;
  }
>() {}
