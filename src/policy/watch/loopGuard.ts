/**
 * Detects a child that changes its own watched files, so that each restart leads to the next one. Changes that a person
 * makes seldom come so soon after the start of a run, many times in a row.
 */
export interface LoopGuard {
  /** Consecutive restarts whose change came shortly after the start of the run. */
  readonly quick: number;
}

export const noLoop: LoopGuard = { quick: 0 };

/** A change within this time after the start of a run may be the run's own doing, ms. */
export const quickMs = 5_000;

/** After this many such restarts in a row, the next change suspends the watch. */
export const quickLimit = 5;

/** A suspended watch resumes after this time without changes, in ms. */
export const quietMs = 30_000;

/** The guard after a change, and whether the child is restarted. `upMs`: the age of its run; null: none runs. */
export const afterChange = (
  { quick }: LoopGuard,
  upMs: number | null,
): { readonly guard: LoopGuard; readonly verdict: "restart" | "suspend" } => {
  const now = upMs !== null && upMs < quickMs ? quick + 1 : 0;
  return { guard: { quick: now }, verdict: now > quickLimit ? "suspend" : "restart" };
};
