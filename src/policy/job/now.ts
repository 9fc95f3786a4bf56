/**
 * The two clocks, in milliseconds. `wall` is what schedules, windows and deadlines of starts refer to; `real` only moves
 * forward, goes on in sleep, and measures lengths: timeouts, grace, backoff, and who has waited longest.
 */
export interface Now {
  readonly wall: number;
  readonly real: number;
}

/** An instant that is reached at most this late, whatever the cause, is on time. */
export const onTimeMs = 10_000;

/** Instants are identified by the second. */
export const wholeSecond = (wall: number): number => Math.floor(wall / 1000) * 1000;
