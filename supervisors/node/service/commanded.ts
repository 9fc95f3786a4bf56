import type { CommandTarget, TargetContext } from "../../../src/policy/allowed.ts";
import type { TreeNode } from "../node.ts";
import { hasChildren, hasProcess, hasSlots, slotOfJob } from "../traits.ts";

/** `ending`: the tree is stopped for good, and nothing in it can be started by hand any more. */
export type DaemonPhase = TargetContext["daemon"];

const holdingsOf = (node: TreeNode): CommandTarget["holds"] => {
  if (!hasChildren(node)) return "nothing";
  return node.spec.template === null ? "children" : "replicas";
};

const multipleOf = (node: TreeNode): CommandTarget["multiple"] => {
  if (hasSlots(node)) return "runs";
  return hasProcess(node) ? "instances" : "nothing";
};

/** The properties of a node that decide which commands it accepts. */
export const commanded = (node: TreeNode): CommandTarget => ({
  path: node.path,
  state: node.state,
  nextAttemptAt: node.trace.nextAttemptAt,
  holds: holdingsOf(node),
  multiple: multipleOf(node),
  slotOf: slotOfJob(node)?.job.path ?? null,
});

export const surroundingsOf = (phase: DaemonPhase, { parent }: TreeNode): TargetContext => ({
  parent: parent && commanded(parent),
  daemon: phase,
});
