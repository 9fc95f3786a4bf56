import type { Instant, Instants } from "./Instants.ts";

/**
 * The instants `anchor` + k × `intervalMs`, for every whole number k, negative ones included: a restart does not move them.
 * Throws a RangeError if the interval is not a whole number of milliseconds from 1.
 */
export const every = (intervalMs: number, anchor: Instant = 0): Instants => {
  if (!Number.isSafeInteger(intervalMs) || intervalMs < 1)
    throw new RangeError(`an interval is a whole number of milliseconds from 1, not ${intervalMs}`);
  return {
    next: (after) => anchor + (Math.floor((after - anchor) / intervalMs) + 1) * intervalMs,
    includes: (at) => (at - anchor) % intervalMs === 0,
  };
};
