import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";

/** How a node takes reports at a ping address: of its own job, or of the jobs of its checks, by their names. */
export type PingTarget = "own" | "by name";

/** A check that was asked for, and whether it is new. */
export interface Provisioned {
  readonly path: ChildPath;
  readonly isNew: boolean;
}
