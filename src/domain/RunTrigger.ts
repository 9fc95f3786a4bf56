/**
 * Why a run was started.
 * - `start`: with its tree or its group
 * - `restart`: after its end, or with its siblings, as its supervisor decided
 * - `request`: by a command or an apply; `by` says whose
 * - `schedule`: at an instant of its job's schedules
 * - `catch_up`: for an instant that had passed unobserved
 * - `retry`: after a failed attempt of its job
 * - `manual`: by `sentinel run`
 * - `chain`: after another job
 */
export const runTriggers = [
  "start",
  "restart",
  "request",
  "schedule",
  "catch_up",
  "retry",
  "manual",
  "chain",
] as const;
export type RunTrigger = (typeof runTriggers)[number];
