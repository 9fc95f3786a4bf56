/** A counted restart: of which child, and when, in monotonic ms. */
export interface Restarted {
  readonly child: string;
  readonly at: number;
}

/** The restarts that still count at `now`: those within the period. */
export const recent = (
  window: ReadonlyArray<Restarted>,
  now: number,
  periodMs: number,
): ReadonlyArray<Restarted> => window.filter((restart) => now - restart.at <= periodMs);

/**
 * Counts one more restart. `exceeded`: more than `intensity` restarts are within the period. With an intensity of 0, the
 * first failure exceeds it. A failure is counted once, however many children the strategy restarts.
 * Source: OTP `supervisor`, add_restart/1.
 */
export const countRestart = (
  window: ReadonlyArray<Restarted>,
  restart: Restarted,
  limit: { readonly intensity: number; readonly periodMs: number },
): { readonly window: ReadonlyArray<Restarted>; readonly exceeded: boolean } => {
  const counted = [...recent(window, restart.at, limit.periodMs), restart];
  return { window: counted, exceeded: counted.length > limit.intensity };
};

/**
 * The window after `child` has spent `pausedMs` in backoff. Its own entries do not age during that time, so that a child
 * that always fails is given up after `intensity` attempts, however long the delays are (L14).
 */
export const pauseAging = (
  window: ReadonlyArray<Restarted>,
  child: string,
  pausedMs: number,
): ReadonlyArray<Restarted> =>
  window.map((restart) => (restart.child === child ? { ...restart, at: restart.at + pausedMs } : restart));

/** Milliseconds from `now` until another restart would be within the limit; 0 if it already is. */
export const msUntilAllowed = (
  window: ReadonlyArray<Restarted>,
  now: number,
  limit: { readonly intensity: number; readonly periodMs: number },
): number => {
  if (limit.intensity === 0) return limit.periodMs;
  const counting = recent(window, now, limit.periodMs);
  const blocking = counting[counting.length - limit.intensity];
  return blocking === undefined ? 0 : Math.max(0, blocking.at + limit.periodMs + 1 - now);
};
