import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import type { Left, LeftRun, RunningProcess } from "../../src/ports/ProcessSpawner.ts";
import type { TreeNode } from "../node/node.ts";
import type { Wiring } from "../node/wiring.ts";

/** What the last daemon remembered of its nodes. */
export type Memories = ReadonlyMap<ChildPath, Memory>;

/** Runs up to this one are known to be over, by path, though nobody remembers the child. */
export type OverRuns = ReadonlyMap<ChildPath, number>;

/** A run that goes on under us. */
interface Adopted {
  readonly run: LeftRun;
  readonly process: RunningProcess;
}

/** Where a node goes on that an earlier daemon has left. */
export interface ResumePoint {
  readonly state: ChildState;
  readonly adopted: Adopted | null;
  /** What its process is still to be asked: to end, and why. */
  readonly ask: { readonly reason: string; readonly by: string } | null;
}

/** All that is known of what an earlier daemon has left. */
export interface Findings {
  readonly wiring: Wiring;
  readonly memories: Memories;
  readonly runs: ReadonlyMap<ChildPath, LeftRun>;
  readonly overRuns: OverRuns;
  readonly lastRuns: Left["lastRuns"];
  /** Null: nowhere, it is started anew. */
  readonly resumePoints: Map<TreeNode, ResumePoint | null>;
}

export const wasUp = (memory: Memory | undefined): boolean =>
  memory?.state === "running" || memory?.state === "starting" || memory?.state === "stopping";
