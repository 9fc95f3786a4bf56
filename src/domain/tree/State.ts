/** The states of a child, service and supervisor alike (DESIGN section 4). */
export const childStates = [
  "stopped",
  "starting",
  "running",
  "stopping",
  "backoff",
  "failed",
  "finished",
] as const;
export type ChildState = (typeof childStates)[number];

/**
 * Where a child stands in its supervisor's eyes:
 * `down` not running, to be started with its group · `starting` · `trying` started by hand: a failure is
 * answered, not retried · `up` · `stopping` · `waiting` to be restarted · `finished` ended for good ·
 * `failed` given up alone · `dropped` a temporary child that is over (OTP forgets it; a fresh start of the
 * supervisor, or a person, brings it back).
 */
export const standings = [
  "down",
  "starting",
  "trying",
  "up",
  "stopping",
  "waiting",
  "finished",
  "failed",
  "dropped",
] as const;
export type Standing = (typeof standings)[number];

/** What a person wants of a child, kept apart from what is. */
export type Wanted = "up" | "down";

/** What probes say of a running child; `unknown` without a probe. */
export type Health = "unknown" | "healthy" | "unhealthy";
