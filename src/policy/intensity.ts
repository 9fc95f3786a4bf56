/** One counted restart: whose failure it was and when, in monotonic milliseconds. */
export interface Restarted {
  readonly child: string;
  readonly at: number;
}

/** The restarts that still count at `now`: those not older than the period. */
export const recent = (
  window: ReadonlyArray<Restarted>,
  now: number,
  periodMs: number,
): ReadonlyArray<Restarted> => window.filter((restart) => now - restart.at <= periodMs);

/**
 * Count one more restart. `exceeded` when more than `intensity` now lie within the period: `intensity`
 * restarts are allowed, one more is fatal, and with 0 the first failure is.
 * Source: OTP `supervisor`, add_restart/1. One failure is counted once, whatever the strategy restarts.
 */
export const count = (
  window: ReadonlyArray<Restarted>,
  restart: Restarted,
  limit: { readonly intensity: number; readonly periodMs: number },
): { readonly window: ReadonlyArray<Restarted>; readonly exceeded: boolean } => {
  const counted = [...recent(window, restart.at, limit.periodMs), restart];
  return { window: counted, exceeded: counted.length > limit.intensity };
};

/**
 * The window after `child` has spent `pausedMs` in backoff. Its own entries do not age meanwhile, so a
 * child that always fails is given up after `intensity` attempts however long the pauses are (L14).
 */
export const pauseAging = (
  window: ReadonlyArray<Restarted>,
  child: string,
  pausedMs: number,
): ReadonlyArray<Restarted> =>
  window.map((restart) => (restart.child === child ? { ...restart, at: restart.at + pausedMs } : restart));

/** Milliseconds from `now` until one more restart would be within the limit; 0 when it already is. */
export const allowedIn = (
  window: ReadonlyArray<Restarted>,
  now: number,
  limit: { readonly intensity: number; readonly periodMs: number },
): number => {
  if (limit.intensity === 0) return limit.periodMs;
  const counting = recent(window, now, limit.periodMs);
  const blocking = counting[counting.length - limit.intensity];
  return blocking === undefined ? 0 : Math.max(0, blocking.at + limit.periodMs + 1 - now);
};
