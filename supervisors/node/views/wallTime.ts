import type { Restarted } from "../../../src/policy/restart/intensity.ts";
import type { Now } from "./clock.ts";

/** A time of the monotonic clock as wall time, ms since the epoch. */
export const wallTimeOf = ({ wall, monotonic }: Now, at: number): number =>
  Math.round(Date.parse(wall()) + at - monotonic());

/** A counted restart in wall time, which the next daemon can read. */
export const restartedByWallTime =
  (now: Now) =>
  ({ child, at }: Restarted): Restarted => ({ child, at: wallTimeOf(now, at) });

/**
 * The monotonic time of a wall time in the past, which is correct unless the clock was set in between. A time that lies
 * in the future because the clock was set back counts as now; otherwise it would count for as long as the clock was set
 * back.
 */
export const monotonicOf = ({ wall, monotonic }: Now, at: number): number =>
  monotonic() + Math.min(0, at - Date.parse(wall()));
