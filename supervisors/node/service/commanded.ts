import type { CommandTarget, TargetContext } from "../../../src/policy/allowed.ts";
import type { TreeNode } from "../node.ts";
import { hasChildren, hasProcess, hasSlots, slotOfJob } from "../traits.ts";
import { withDescendants } from "./descendants.ts";

/** `ending`: the tree is stopped for good, and nothing in it can be started by hand any more. */
export type DaemonPhase = TargetContext["daemon"];

const holdingsOf = (node: TreeNode): CommandTarget["holds"] => {
  if (!hasChildren(node)) return "nothing";
  return node.spec.template === null ? "children" : "replicas";
};

const reloadsOf = (node: TreeNode): CommandTarget["reloads"] => {
  if (hasProcess(node)) return node.spec.reload === undefined ? "undeclared" : "itself";
  if (!hasChildren(node)) return "nothing";
  if (node.spec.template !== null) return "instances";
  return withDescendants(node).some((one) => hasProcess(one) && one.spec.reload !== undefined)
    ? "those under it"
    : "undeclared";
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
  reloads: reloadsOf(node),
  multiple: multipleOf(node),
  slotOf: slotOfJob(node)?.job.path ?? null,
});

export const surroundingsOf = (phase: DaemonPhase, { parent }: TreeNode): TargetContext => ({
  parent: parent && { path: parent.path, state: parent.state, holds: holdingsOf(parent) },
  daemon: phase,
});
