/** A time in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Instants of cron expressions are calculated from here … */
export const firstInstant: Instant = Date.UTC(1900, 0);
/** … to here, so that the zone data that is kept has an end. */
export const endOfInstants: Instant = Date.UTC(2200, 0);

/** What a clock on the wall shows: the milliseconds since 1970-01-01T00:00:00Z at which a clock in UTC shows the same. */
export type WallTime = number;

/** One schedule of a job or check, ready for questions. */
export interface Instants {
  /**
   * The first instant strictly later than `after`; null if there is none. A cron expression is searched for
   * `horizonYears` of `cron.ts`.
   */
  readonly next: (after: Instant) => Instant | null;
  /** Whether this very instant is expected. */
  readonly includes: (at: Instant) => boolean;
  /**
   * The times that the clocks skip on this day and for which this instant stands in, the first three at most. Absent: the
   * schedule never stands in for others.
   */
  readonly standsInFor?: (at: Instant) => ReadonlyArray<WallTime>;
}
