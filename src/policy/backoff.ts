import type { Backoff } from "../domain/ChildSpec.ts";

/** What is known of the run that has just failed. `upMs` is null when it never became ready. */
interface FailedRun {
  readonly upMs: number | null;
}

/**
 * The pause before the next start, and the streak to remember. `streak` is the number of consecutive
 * failures already answered with a restart; it falls back to 0 after `resetAfterMs` of healthy running.
 * The first restart after a healthy run is immediate; after that, and from the start for a run that never
 * got healthy, delays grow exponentially to the cap. `dice`, in [0, 1), spreads them by ±jitter.
 */
export const nextDelay = (
  backoff: Backoff,
  streak: number,
  failed: FailedRun,
  dice: number,
): { readonly delayMs: number; readonly streak: number } => {
  const upMs = failed.upMs ?? 0;
  const failures = failed.upMs !== null && upMs >= backoff.resetAfterMs ? 0 : streak;
  if (failures === 0 && failed.upMs !== null && upMs >= backoff.healthyAfterMs)
    return { delayMs: 0, streak: 1 };
  const delayed = Math.max(1, failures);
  const plain = Math.min(backoff.maxMs, backoff.initialMs * backoff.factor ** (delayed - 1));
  return { delayMs: Math.round(plain * (1 + backoff.jitter * (2 * dice - 1))), streak: delayed + 1 };
};
