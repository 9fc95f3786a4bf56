import { Context, type Effect } from "effect";
import type { JournalError } from "../../domain/Errors.ts";
import type { Run } from "../../domain/Run.ts";
import type { RunOutcome } from "../../domain/RunOutcome.ts";
import type { RunTrigger } from "../../domain/RunTrigger.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";

/** A place in the list of all runs: the run with this time and number. */
export interface RunPlace {
  /** ISO 8601: when it was started, or when it ended if its start is unknown. */
  readonly at: string;
  /** Distinguishes runs of the same time. */
  readonly number: number;
}

/** Which runs to read. All given conditions must hold. */
export interface RunQuery {
  /** These children, and those under them. */
  readonly within: ReadonlyArray<ChildPath>;
  /** One of these; undefined: any. */
  readonly outcomes?: ReadonlyArray<RunOutcome> | undefined;
  readonly triggers?: ReadonlyArray<RunTrigger> | undefined;
  /** Started at this time or later, ISO 8601 in UTC with milliseconds. */
  readonly from?: string | undefined;
  /** Started at this time or before. */
  readonly to?: string | undefined;
  /** Only runs before this place in the list; undefined: from the newest on. */
  readonly before?: RunPlace | undefined;
  readonly limit: number;
}

/** Some of the runs, newest first. */
interface RunPage {
  readonly runs: ReadonlyArray<Run>;
  /** Where the next page begins: before this place; null if this is the last page. */
  readonly next: RunPlace | null;
}

/** The history of runs, one row a run: the newest of each child, and of all children together. */
export class Runs extends Context.Tag("sentinel/Runs")<
  Runs,
  {
    /** Store runs as they are now; a run that is stored already is replaced. */
    readonly put: (runs: ReadonlyArray<Run>) => Effect.Effect<void, JournalError>;
    /** The runs that have not ended, as far as is stored. */
    readonly open: Effect.Effect<ReadonlyArray<Run>, JournalError>;
    /** A run by its id; null: it is not stored. */
    readonly get: (id: string) => Effect.Effect<Run | null, JournalError>;
    readonly page: (query: RunQuery) => Effect.Effect<RunPage, JournalError>;
  }
>() {}
