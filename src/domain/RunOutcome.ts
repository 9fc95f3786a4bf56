/**
 * What became of a run.
 * - `running`: it has not ended
 * - `succeeded`: it ended by itself, with an exit that its exit rules list as a success
 * - `failed`: it ended by itself in any other way, or could not be started
 * - `timed_out`: it was stopped because it was not ready, or not done, in time
 * - `stopped`: it was asked to stop, and did
 * - `killed`: it was asked to stop and ended by SIGKILL, or it is the run of a job that was ended before it was done
 * - `lost`: its exit was not observed
 */
export const runOutcomes = [
  "running",
  "succeeded",
  "failed",
  "timed_out",
  "stopped",
  "killed",
  "lost",
] as const;
export type RunOutcome = (typeof runOutcomes)[number];
