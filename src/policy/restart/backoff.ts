import type { Backoff } from "../../domain/tree/ChildSpec.ts";

/** The run that has just failed. `upMs` is null if it never became ready. */
interface FailedRun {
  readonly upMs: number | null;
}

/**
 * The delay before the next start, and the new streak. `streak` is the number of consecutive failures that were followed
 * by a restart; it is reset to 0 after `resetAfterMs` of uptime. The first restart after a healthy run is immediate;
 * all others, and all restarts of a run that never became healthy, have delays that grow exponentially up to the
 * maximum. `dice`, in [0, 1), varies them by ±jitter.
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
