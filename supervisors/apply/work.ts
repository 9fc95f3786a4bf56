import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ChildState, Wanted } from "../../src/domain/tree/State.ts";
import { upStates } from "../node/node.ts";
import type { CommandOptions } from "../Supervision.ts";
import { nodeAt, type Tree } from "../tree/tree.ts";
import type { Declared } from "./declared.ts";
import { redeclare } from "./redeclare.ts";
import type { From } from "./update.ts";

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

/** Whether a child has to come up; on the way back, one that was down before has not. */
export const mustComeUp = ({ before }: Work, path: ChildPath): boolean =>
  before === null || ["starting", ...upStates].includes(before.get(path)?.state ?? "stopped");

/**
 * How the commands of a step are given. Those of the way back come from the system, as no user requested them. What a
 * start is held for may come with a later step, or never.
 */
export const optionsFor = ({ by, before }: Work, reason: string): CommandOptions =>
  before === null
    ? { by, wait: "unless held", because: reason }
    : { by: "system", wait: "unless held", because: "apply failed, brought back" };

export const redeclareAt = ({ tree, declared }: Work, path: ChildPath, from: From = "now"): void => {
  const node = nodeAt(tree, path);
  const spec = node && declared.for(node);
  if (node && spec) redeclare(tree, node, spec, from);
};
