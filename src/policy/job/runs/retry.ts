import type { JobOutcome } from "../../../domain/job/JobRun.ts";
import type { Retry, RetryCause } from "../../../domain/tree/JobSettings.ts";

/** How an attempt ended, as far as another one depends on it. `code` null: it did not exit with a code. */
export interface AttemptEnd {
  readonly outcome: JobOutcome;
  readonly code: number | null;
}

const isCause = (cause: RetryCause, { outcome, code }: AttemptEnd): boolean => {
  if (cause === "timeout") return outcome === "timed_out";
  if (cause === "lost") return outcome === "lost";
  return outcome === "failed" && (cause === "exit" || cause.exit === code);
};

/**
 * The milliseconds between the end of attempt `attempt`, counted from 1, and the next one; null if there is no next one.
 */
export const nextAttemptAfter = (retry: Retry, attempt: number, end: AttemptEnd): number | null => {
  if (attempt > retry.times || !retry.when.some((cause) => isCause(cause, end))) return null;
  const { initialMs, factor, maxMs } = retry.backoff;
  return Math.min(maxMs, initialMs * factor ** (attempt - 1));
};
