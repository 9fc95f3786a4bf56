/** A time in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** The instants of a cron expression, as `src/calendar` calculates them. */
export interface Instants {
  /** The first instant strictly later than `after`; null if there is none. */
  readonly next: (after: Instant) => Instant | null;
}

/** What a check expects of the job that reports to it. */
export interface CheckRule {
  readonly expects: { readonly everyMs: number } | { readonly instants: Instants };
  /** How long after the expected time a report may come. */
  readonly graceMs: number;
  /** How long a run may take; null: as long as the grace. */
  readonly withinMs: number | null;
  /** The number of consecutive failures at which the check goes down, 1 or more. */
  readonly failAfter: number;
}
