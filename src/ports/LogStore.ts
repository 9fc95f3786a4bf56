import { Context, Data, type Effect, type Stream } from "effect";
import type { ChildPath } from "../domain/ChildPath.ts";
import type { LogLimits } from "../domain/ChildSpec.ts";
import type { OutputLag } from "../domain/Vitals.ts";

export type LogStream = "stdout" | "stderr";

/** One line of output (CLI.md, `logs --json`). */
export interface LogLine {
  /**
   * The line's number within the child: it counts the lines of all runs and both streams in their order of
   * arrival, without gaps, and is never given to another line.
   */
  readonly seq: number;
  /** When it arrived, ISO 8601; the latest possible time where that is not known exactly. */
  readonly at: string;
  /** The earliest possible time of arrival, where no daemon was there to see it. */
  readonly at_earliest?: string;
  readonly path: ChildPath;
  readonly run: number;
  readonly stream: LogStream;
  /** Without its line end; bytes that are not UTF-8 are shown as U+FFFD and kept in the file as they are. */
  readonly text: string;
  /** There is no line end behind it: the line is longer than 64 KiB and goes on, or the run ended so. */
  readonly unterminated?: true;
}

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

/** How far somebody who follows is in the output of a child: what comes is behind this sequence number. */
export interface Place {
  readonly path: ChildPath;
  readonly after: number;
}

/** What can't be searched for: no regular expression, or one that takes for ever. */
export class BadSearch extends Data.TaggedError("BadSearch")<{ readonly message: string }> {}

/** One incarnation of a child. */
export interface RunName {
  readonly path: ChildPath;
  readonly run: number;
}

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
    /** How far the recording is behind what the runs have printed, now. */
    readonly lag: Effect.Effect<OutputLag>;
    /** What is there, oldest first. */
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
