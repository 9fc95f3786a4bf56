/**
 * Whether a child changes what it is watched by: then each restart leads to the next one. A person who saves a file now
 * and then leaves more time between a start and the next change.
 */
export interface LoopGuard {
  /** The restarts in a row whose change came shortly after the start of the run. */
  readonly quick: number;
}

export const noLoop: LoopGuard = { quick: 0 };

/** A change within this time after the start of a run may be the run's own doing, ms. */
export const quickMs = 5_000;

/** So many of them in a row are. */
export const quickLimit = 5;

/** Without changes for this time, a suspended watch goes on, ms. */
export const quietMs = 30_000;

/** The guard after a change, and whether the child may still be restarted. `upMs`: how old the run was; null: none runs. */
export const afterChange = (
  { quick }: LoopGuard,
  upMs: number | null,
): { readonly guard: LoopGuard; readonly verdict: "restart" | "suspend" } => {
  const now = upMs !== null && upMs < quickMs ? quick + 1 : 0;
  return { guard: { quick: now }, verdict: now > quickLimit ? "suspend" : "restart" };
};
