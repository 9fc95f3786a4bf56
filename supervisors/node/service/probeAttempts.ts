import type { Attempt } from "../../../src/ports/machine/Prober.ts";

/** The attempts of a probe so far, for explanations. */
export interface ProbeAttempts {
  /** Null before the first one. */
  readonly last: (Attempt & { readonly at: string }) | null;
  /** When the next one begins, ms since the epoch. */
  readonly nextAt: number | null;
  /** How long the newest ones took, oldest first, in ms. */
  readonly recentMs: ReadonlyArray<number>;
}
