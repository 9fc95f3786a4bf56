import { Either, Schema } from "effect";

/** A time in whole seconds, as ms since 1970-01-01T00:00:00Z. */
const Instant = Schema.Number;

/** A run of a check's job as its reports describe it. Its times are those that the reports claim. */
export const CheckRun = Schema.Struct({
  /** Numbered in the order in which the runs became known. */
  run: Schema.Int,
  /** The id that the job gave it; null: none. */
  id: Schema.NullOr(Schema.String),
  startedAt: Schema.NullOr(Instant),
  endedAt: Schema.NullOr(Instant),
  outcome: Schema.Literal("succeeded", "failed", "overdue", "open"),
});
export type CheckRun = typeof CheckRun.Type;

/** A time without a daemon, or paused: expected times in [from, to) do not count. */
const Gap = Schema.Struct({
  kind: Schema.Literal("unobserved", "paused"),
  from: Instant,
  to: Instant,
});
export type Gap = typeof Gap.Type;

/** Everything about a check that follows from its reports, pauses, and the times without a daemon. */
export const CheckRecord = Schema.Struct({
  /** What its reports say, pauses aside. */
  phase: Schema.Literal("new", "up", "down"),
  /** Null: not paused. `until` null: until it is resumed. */
  paused: Schema.NullOr(Schema.Struct({ since: Instant, until: Schema.NullOr(Instant) })),
  /** Consecutive failures. */
  failures: Schema.Int,
  /** Whether a report was missed and none has come since. */
  isLate: Schema.Boolean,
  /** The time of the newest end, by its claim. */
  lastEnd: Schema.NullOr(Instant),
  /** When the next report is expected if no run is open; null: nothing is expected. */
  expected: Schema.NullOr(Instant),
  /** No deadline is before this time: one grace after a resume, and after the return of the daemon. */
  notBefore: Instant,
  /** The last second that was applied: what is found overdue later happens then. */
  asOf: Instant,
  /** The newest gaps; a late report may be followed by expected times within them. */
  gaps: Schema.Array(Gap),
  runs: Schema.Array(CheckRun),
  /** The number of the last run. */
  lastRun: Schema.Int,
  /** Reports that repeated another. */
  ignored: Schema.Int,
});
export type CheckRecord = typeof CheckRecord.Type;

/** What is stored of a check. */
const CheckMemory = Schema.Struct({
  record: CheckRecord,
  /** When the last report arrived, ms since the epoch. */
  lastReportAt: Schema.NullOr(Instant),
  /** The expectation that the record was computed with, as JSON: another one changes when the next report is expected. */
  rule: Schema.String,
});
export type CheckMemory = typeof CheckMemory.Type;

/** Converts a check of one format to the next one. */
type Upcast = (memory: unknown) => unknown;

/** The first one converts format 1 to format 2, and so on (decision 16). */
const upcasts: ReadonlyArray<Upcast> = [];

const Numbered = Schema.Struct({ check: Schema.Int.pipe(Schema.positive()), memory: Schema.Unknown });
const decodeNumbered = Schema.decodeUnknownEither(Schema.parseJson(Numbered));
const decodeMemory = Schema.decodeUnknownEither(CheckMemory);

/** A check as JSON, in the form in which it is stored. */
export const storedCheck = (memory: CheckMemory): string =>
  JSON.stringify({ check: upcasts.length + 1, memory } satisfies typeof Numbered.Type);

/** The check that was stored, in any format; left: this version can't read it. */
export const readStoredCheck = (json: string): Either.Either<CheckMemory, string> =>
  decodeNumbered(json).pipe(
    Either.mapLeft(() => "is damaged"),
    Either.flatMap(({ check, memory }) =>
      check > upcasts.length + 1
        ? Either.left("was stored by a newer Sentinel")
        : Either.mapLeft(
            decodeMemory(upcasts.slice(check - 1).reduce((older, step) => step(older), memory)),
            () => "was stored by another version of Sentinel",
          ),
    ),
  );
