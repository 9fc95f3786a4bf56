import { Context, Data, type Effect, type Stream } from "effect";
import type { LogHistogram } from "../../domain/LogHistogram.ts";
import type { LogLine, LogStream, Place, RunName } from "../../domain/LogLine.ts";
import type { SearchFrame } from "../../domain/LogSearch.ts";
import type { LogWindow } from "../../domain/LogWindow.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { LogLimits } from "../../domain/tree/ChildSpec.ts";
import type { OutputLag } from "../../domain/view/DaemonStats.ts";

/** Which lines to read. All given conditions must hold. */
export interface LogQuery {
  /** These children, and those under them that this daemon has run. */
  readonly within: ReadonlyArray<ChildPath>;
  /** Only the newest lines of each child, this many. */
  readonly last?: number;
  /** Only lines after this sequence number. */
  readonly after?: number;
  /** Only lines that may have arrived at this time or later, in ms since 1970. */
  readonly since?: number;
  /** Only lines that may have arrived at this time or before. */
  readonly until?: number;
  /** Only lines that match this regular expression (JavaScript's). */
  readonly grep?: string;
  /** Whether upper and lower case are the same to `grep`; they differ by default. */
  readonly case?: "ignore" | "match";
  /** Only lines that do not match `grep`. */
  readonly invert?: boolean;
  readonly run?: number;
  readonly stream?: LogStream;
}

/** The lines that have positions: those of these children and of no others, in the order of arrival. */
export interface LogSelection extends Pick<LogQuery, "run" | "stream"> {
  readonly within: ReadonlyArray<ChildPath>;
  /** Only lines that arrived at this time or later, in ms since 1970; the latest possible time of each counts. */
  readonly since?: number;
  /** Only lines that arrived at this time or before. */
  readonly until?: number;
}

/** Where a window of lines is: at a position, at the first line of a moment or later, or at a line. */
export type WindowTarget =
  | { readonly position: number }
  | { readonly at: number }
  | { readonly path: ChildPath; readonly seq: number }
  | "end";

/** How much a window has, in lines. */
export interface WindowSize {
  readonly limit: number;
  /** How many of them precede the target. */
  readonly before: number;
}

/** What is searched for. */
export interface LogSearch extends LogSelection, Pick<LogQuery, "case" | "invert"> {
  readonly grep: string;
  /** How many hits are told; the others are counted. */
  readonly limit: number;
}

/** An expression that can't be searched for: it is invalid, or takes too long. */
export class BadSearch extends Data.TaggedError("BadSearch")<{ readonly message: string }> {}

/** A run whose output is recorded. */
export interface TrackedRun extends RunName {
  /** How much of the child's output is kept, over all its runs; by default, the previous limits. */
  readonly limits?: LogLimits;
  /**
   * Sends SIGSTOP and SIGCONT to its processes while their file is truncated, on systems that can't free its space
   * otherwise. Not needed for a run that has ended.
   */
  readonly signal?: (name: "SIGSTOP" | "SIGCONT") => Effect.Effect<void>;
}

/** The recorded output of a run. */
export interface RunRange {
  /** Sequence numbers of its first and last line; null if it printed nothing. */
  readonly first: number | null;
  readonly last: number | null;
  readonly lines: number;
  /** Whether this is all of it: false if it could not be recorded in time, because the disk is full. */
  readonly complete: boolean;
}

/**
 * The output of the children. The files that they write are authoritative; the store adds the time and order of arrival
 * of each line, and continues where the last daemon stopped.
 */
export class LogStore extends Context.Tag("sentinel/LogStore")<
  LogStore,
  {
    /**
     * Record a run's output from now on. To be called for every existing run: when it starts, and again by the next
     * daemon, whether the run is alive or has ended meanwhile. Repeated calls do nothing.
     */
    readonly track: (run: TrackedRun) => Effect.Effect<void>;
    /**
     * Succeeds once all output of the run so far is recorded, and returns its range. To be called at the end of the
     * run, before the end is reported. Never takes longer than a few seconds.
     */
    readonly drained: (run: RunName) => Effect.Effect<RunRange>;
    /** Alarms as text: the disk is nearly full, lines had to be removed, the problem is solved. */
    readonly alarms: Stream.Stream<string>;
    /** The runs of these children, and of those under them, with any recorded output; in order. */
    readonly runs: (within: ReadonlyArray<ChildPath>) => Effect.Effect<ReadonlyArray<RunName>>;
    /** How far recording is behind the output of the runs now. */
    readonly lag: Effect.Effect<OutputLag>;
    /** The stored lines, oldest first, then lines without a line end, regardless of `last`. */
    readonly read: (query: LogQuery) => Stream.Stream<LogLine, BadSearch>;
    /** The same, followed by new lines until interrupted; without `last` and `after`, only new lines. */
    readonly follow: (query: LogQuery) => Stream.Stream<LogLine, BadSearch>;
    /**
     * The same for followers that will continue with the next daemon. The place of each child precedes its first line,
     * also for a child that appears later. Children in `places` are followed from there, others from the first line
     * that this daemon recorded; null: there are no places yet, and the query alone decides. Lines that were removed
     * before they could be read are told as a place with `missed`, which precedes the next line of the child.
     */
    readonly followFrom: (
      places: ReadonlyMap<ChildPath, number> | null,
      query: LogQuery,
    ) => Stream.Stream<LogLine | Place, BadSearch>;
    /** Some consecutive lines of a selection, with their positions. */
    readonly window: (
      selection: LogSelection,
      target: WindowTarget,
      size: WindowSize,
    ) => Effect.Effect<LogWindow>;
    /** Search from the newest line to the oldest. Nothing is read any more once the stream is interrupted. */
    readonly search: (search: LogSearch) => Stream.Stream<SearchFrame, BadSearch>;
    /** How many lines arrived when, in this many buckets of the same length. */
    readonly histogram: (selection: LogSelection, buckets: number) => Effect.Effect<LogHistogram>;
  }
>() {}
