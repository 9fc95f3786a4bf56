import type { Probe, StartupProbe } from "../../domain/tree/ProbeSpec.ts";

/** A probe with the variation of its intervals; a startup probe has none. */
type Timing = Pick<StartupProbe, "delayMs" | "everyMs"> & Partial<Pick<Probe, "jitter">>;

interface Beginning {
  /** How long the run has existed, in ms. */
  readonly uptimeMs: number;
  /** Whether many runs may begin to be probed at this moment, as when they are adopted by a new daemon. */
  readonly isResumed: boolean;
}

/**
 * The time until the first attempt, in ms. It varies, so that children that were started together are not probed
 * together: by the jitter after a start, and over a whole interval if the run is resumed. `dice`: a random number in
 * [0, 1).
 */
export const firstAttemptIn = (
  { delayMs, everyMs, jitter = 0 }: Timing,
  { uptimeMs, isResumed }: Beginning,
  dice: number,
): number => {
  const spread = isResumed && jitter > 0 ? everyMs : jitter * everyMs;
  return Math.max(0, delayMs - uptimeMs) + spread * dice;
};

/** The time from the end of an attempt to the next one, in ms. An attempt that took longer than the interval is followed at once. */
export const nextAttemptIn = ({ everyMs, jitter = 0 }: Timing, tookMs: number, dice: number): number =>
  Math.max(0, everyMs * (1 + jitter * (2 * dice - 1)) - tookMs);

/** Attempts that follow others begin at multiples of this time, ms. */
const groupMs = 100;

/**
 * A wait of about `ms` from `now`, changed by at most 50 ms so that it ends at a multiple of 100 ms of the clock: the
 * attempts of many children are then made together. Most of what a cheap attempt costs is that the daemon wakes up for
 * it. Waits shorter than that are left as they are.
 */
export const untilGroup = (ms: number, now: number): number =>
  ms < groupMs ? ms : Math.round((now + ms) / groupMs) * groupMs - now;
