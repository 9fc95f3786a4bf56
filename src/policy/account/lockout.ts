/** The failed attempts of one address at one account. */
export interface Failures {
  readonly count: number;
  /** In ms since 1970. */
  readonly last: number;
}

/** So many failures in a row cost nothing: a person mistypes. */
const free = 5;
const first = 15_000;
const longest = 60 * 60_000;

/** Failures are forgotten when nobody has tried for so long, in ms. */
export const forgottenAfter = 24 * 60 * 60_000;

const current = (failures: Failures | undefined, now: number): Failures =>
  failures !== undefined && now < failures.last + forgottenAfter ? failures : { count: 0, last: now };

/** One failure more. */
export const withFailure = (failures: Failures | undefined, now: number): Failures => ({
  count: current(failures, now).count + 1,
  last: now,
});

/** How long no further attempt is allowed, in ms; 0: one is. Doubles with each failure, from 15 s to an hour. */
export const lockedFor = (failures: Failures | undefined, now: number): number => {
  const { count, last } = current(failures, now);
  if (count < free) return 0;
  const lock = Math.min(first * 2 ** (count - free), longest);
  return Math.max(last + lock - now, 0);
};
