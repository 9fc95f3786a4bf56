import type { ChildKind } from "../../src/domain/tree/ChildSpec.ts";
import type { TreeNode } from "./node.ts";

export type NodeOf<Kind extends ChildKind> = Extract<TreeNode, { readonly kind: Kind }>;

/** A node that has a process of its own while it runs. */
export type ProcessNode = Extract<TreeNode, { readonly process: unknown }>;

/** A node that supervises others. */
type GroupNode = Extract<TreeNode, { readonly children: unknown }>;

/** A node whose job runs elsewhere and reports. */
type ReportedNode = Extract<TreeNode, { readonly record: unknown }>;

export const takesReports = (node: TreeNode): node is ReportedNode => "record" in node;

export const hasProcess = (node: TreeNode): node is ProcessNode => "process" in node;

export const hasChildren = (node: TreeNode): node is GroupNode => "children" in node;

/** A node whose runs go in slots. */
type SlottedNode = Extract<TreeNode, { readonly slots: unknown }>;

export const hasSlots = (node: TreeNode): node is SlottedNode => "slots" in node;

/** A node in which the runs of a job go; null for every other. */
export const slotOfJob = (node: TreeNode): Slot | null =>
  hasProcess(node) && node.job !== null ? { node, job: node.job } : null;

/** A slot, with its job. */
export interface Slot {
  readonly node: ProcessNode;
  readonly job: NonNullable<ProcessNode["job"]>;
}
