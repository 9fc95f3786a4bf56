import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import type { Left, LeftRun, RunningProcess } from "../../src/ports/machine/ProcessSpawner.ts";
import type { TreeNode } from "../node/node.ts";
import type { Wiring } from "../node/wiring.ts";

/** The last daemon's memory of each node. */
export type Memories = ReadonlyMap<ChildPath, Memory>;

/** By path, the last run whose end was recorded, for children without a memory. */
export type OverRuns = ReadonlyMap<ChildPath, number>;

/** A live run that is now supervised by this daemon, or one that ended meanwhile. */
interface Adopted {
  readonly run: LeftRun;
  readonly process: RunningProcess;
}

/** Where a node of an earlier daemon resumes. */
export interface ResumePoint {
  readonly state: ChildState;
  readonly adopted: Adopted | null;
  /** The stop that its process still has to be asked for; null: none. */
  readonly ask: { readonly reason: string; readonly by: string } | null;
}

/** All that is known about the nodes and runs of earlier daemons. */
export interface Findings {
  readonly wiring: Wiring;
  readonly memories: Memories;
  readonly runs: ReadonlyMap<ChildPath, LeftRun>;
  readonly overRuns: OverRuns;
  readonly lastRuns: Left["lastRuns"];
  /** Null: the node is started anew. */
  readonly resumePoints: Map<TreeNode, ResumePoint | null>;
}

export const wasUp = (memory: Memory | undefined): boolean =>
  memory?.state === "running" || memory?.state === "starting" || memory?.state === "stopping";
