import type { JobSettings } from "../../domain/tree/JobSettings.ts";
import type { Instant } from "../../domain/tree/Schedule.ts";

/** Expected instants, ready for questions; `src/calendar` calculates them. */
export interface Instants {
  /** The first one strictly later than `after`; null if there is none. */
  readonly next: (after: Instant) => Instant | null;
  readonly includes: (at: Instant) => boolean;
}

/** The settings of a job that its decisions depend on. `expected` are the instants of all its schedules together. */
export interface JobRules
  extends Pick<
    JobSettings,
    | "overlap"
    | "catchUp"
    | "startWithinMs"
    | "timeoutMs"
    | "killGraceMs"
    | "retry"
    | "pool"
    | "blackouts"
    | "active"
    | "chain"
  > {
  readonly job: string;
  readonly expected: Instants;
}

/** All jobs of a tree by path, in document order, and the number of slots of each pool. */
export interface TreeRules {
  readonly jobs: ReadonlyMap<string, JobRules>;
  readonly pools: Readonly<Record<string, number>>;
}
