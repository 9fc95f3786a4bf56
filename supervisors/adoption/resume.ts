import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { LeftRun } from "../../src/ports/machine/ProcessSpawner.ts";
import { kindOf } from "../kinds.ts";
import type { TreeNode } from "../node/node.ts";
import { hasProcess, type ProcessNode } from "../node/traits.ts";
import type { Findings } from "./findings.ts";

/** Resume a node at its point. */
export const resume = (node: TreeNode, findings: Findings): void => {
  const memory = findings.memories.get(node.path);
  const point = findings.resumePoints.get(node);
  if (hasProcess(node)) rememberRuns(node, memory, point?.adopted?.run);
  if (point) kindOf(node).resume(node, point, findings);
};

/** Restore its run numbers, as status shows them. */
const rememberRuns = (node: ProcessNode, memory: Memory | undefined, adopted: LeftRun | undefined): void => {
  node.firstRun = memory?.run ?? adopted?.run ?? node.firstRun;
  // A start that failed has no run directory, but its number is used up.
  node.lastRun = Math.max(node.lastRun, memory?.run ?? 0);
};
