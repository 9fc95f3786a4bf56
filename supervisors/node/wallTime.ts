import type { Restarted } from "../../src/policy/restart/intensity.ts";
import type { Now } from "./clock.ts";

/** A time of our monotonic clock by wall time, ms since the epoch. */
export const wallTimeOf = ({ wall, monotonic }: Now, at: number): number =>
  Math.round(Date.parse(wall()) + at - monotonic());

/** A counted restart by wall time, as the next daemon can read it. */
export const restartedByWallTime =
  (now: Now) =>
  ({ child, at }: Restarted): Restarted => ({ child, at: wallTimeOf(now, at) });

/**
 * Monotonic time of a wall time that has been, as long as nobody has set the clock in between. Of a clock that
 * was set back, what lies in its future was just now: else it would count for as long as the clock was set back.
 */
export const monotonicOf = ({ wall, monotonic }: Now, at: number): number =>
  monotonic() + Math.min(0, at - Date.parse(wall()));
