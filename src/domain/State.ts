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

/** What a person wants of a child, kept apart from what is. */
export type Wanted = "up" | "down";

/** What probes say of a running child; `unknown` without a probe. */
export type Health = "unknown" | "healthy" | "unhealthy";
