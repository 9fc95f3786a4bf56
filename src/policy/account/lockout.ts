/** The failed attempts from one network at one account. */
export interface Failures {
  readonly count: number;
  /** In ms since 1970. */
  readonly last: number;
}

/** This many failures in a row have no consequence: users mistype. */
const free = 5;
const first = 15_000;
const longest = 60 * 60_000;

/** Failures are forgotten after this time without an attempt, in ms. */
export const forgottenAfter = 24 * 60 * 60_000;

const current = (failures: Failures | undefined, now: number): Failures =>
  failures !== undefined && now < failures.last + forgottenAfter ? failures : { count: 0, last: now };

/** Adds one failure. */
export const withFailure = (failures: Failures | undefined, now: number): Failures => ({
  count: current(failures, now).count + 1,
  last: now,
});

/** How long further attempts are refused, in ms; 0: not at all. Doubles with each failure, from 15 s to an hour. */
export const lockedFor = (failures: Failures | undefined, now: number): number => {
  const { count, last } = current(failures, now);
  if (count < free) return 0;
  const lock = Math.min(first * 2 ** (count - free), longest);
  return Math.max(last + lock - now, 0);
};
