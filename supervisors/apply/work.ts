import type { ChildPath } from "../../src/domain/ChildPath.ts";
import type { ChildState, Wanted } from "../../src/domain/State.ts";
import type { CommandOptions } from "../Supervision.ts";
import { nodeAt, type Tree } from "../tree.ts";
import type { Declared } from "./declared.ts";
import { type From, redeclare } from "./redeclare.ts";

/** A plan that is being carried out. */
export interface Work {
  readonly tree: Tree;
  readonly declared: Declared;
  readonly by: string;
  /** What each child was before, on the way back; null on the way out. */
  readonly before: Former | null;
}

/** What the children of a tree did and were wanted to do, by path. */
export type Former = ReadonlyMap<ChildPath, { readonly state: ChildState; readonly wanted: Wanted }>;

const upStates: ReadonlyArray<ChildState> = ["running", "starting", "finished"];

/** Whether it matters that a child comes up; it does not for one that was down before. */
export const matters = ({ before }: Work, path: ChildPath): boolean =>
  before === null || upStates.includes(before.get(path)?.state ?? "stopped");

export const how = ({ by }: Work, reason: string): CommandOptions => ({ by, wait: true, because: reason });

export const redeclareAt = ({ tree, declared }: Work, path: ChildPath, from: From = "now"): void => {
  const node = nodeAt(tree, path);
  const spec = node && declared.for(node);
  if (node && spec) redeclare(tree, node, spec, from);
};
