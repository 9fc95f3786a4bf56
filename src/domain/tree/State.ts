/** The states of a child, both service and supervisor (DESIGN section 4). */
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
 * The state of a child as its supervisor sees it:
 * - `down`: not running, to be started with its group
 * - `starting`
 * - `held`: its start is held; siblings that are started side by side do not wait for it
 * - `trying`: started by hand; a failure is reported, not followed by a restart
 * - `up`
 * - `stopping`
 * - `waiting`: to be restarted
 * - `finished`: ended for good
 * - `failed`: given up alone
 * - `dropped`: a temporary child that has ended (OTP forgets it; a start of its supervisor, or a user, starts it again)
 */
export const standings = [
  "down",
  "starting",
  "held",
  "trying",
  "up",
  "stopping",
  "waiting",
  "finished",
  "failed",
  "dropped",
] as const;
export type Standing = (typeof standings)[number];

/** The desired state of a child, separate from the actual one. */
export type Wanted = "up" | "down";

/** The result of the probes of a running child; `unknown` without a probe. */
export const healths = ["unknown", "healthy", "unhealthy"] as const;
export type Health = (typeof healths)[number];
