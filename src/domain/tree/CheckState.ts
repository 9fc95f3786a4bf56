/** The states of a check: a job that runs elsewhere and reports. The first that holds, in this order. */
export const checkStates = ["paused", "down", "started", "new", "late", "up"] as const;
export type CheckState = (typeof checkStates)[number];
