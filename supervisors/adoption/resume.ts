import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { LeftRun } from "../../src/ports/ProcessSpawner.ts";
import { kindOf } from "../kinds.ts";
import type { TreeNode } from "../node/node.ts";
import { hasProcess, type ProcessNode } from "../node/traits.ts";
import type { Findings } from "./findings.ts";

/** Tell a node where it goes on. */
export const resume = (node: TreeNode, findings: Findings): void => {
  const memory = findings.memories.get(node.path);
  const point = findings.resumePoints.get(node);
  if (hasProcess(node)) rememberRuns(node, memory, point?.adopted?.run);
  if (point) kindOf(node).resume(node, point, findings);
};

/** What status shows of its runs, and that it has had one before. */
const rememberRuns = (node: ProcessNode, memory: Memory | undefined, adopted: LeftRun | undefined): void => {
  node.firstRun = memory?.run ?? adopted?.run ?? node.firstRun;
  // Of a start that came to nothing there is no run directory; its number is taken all the same.
  node.lastRun = Math.max(node.lastRun, memory?.run ?? 0);
};
