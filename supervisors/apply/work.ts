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
  /** In a rollback, the children before the apply; null in the apply itself. */
  readonly before: Former | null;
}

/** The actual and desired states of a tree's children, by path. */
export type Former = ReadonlyMap<ChildPath, { readonly state: ChildState; readonly wanted: Wanted }>;

/** Whether a child has to come up; in a rollback, not if it was down before. */
export const mustComeUp = ({ before }: Work, path: ChildPath): boolean =>
  before === null || ["starting", ...upStates].includes(before.get(path)?.state ?? "stopped");

/**
 * The options for the commands of a step. Those of a rollback come from the system, because no user requested them.
 * None waits for a held start: the event that it is held for may be part of a later step, or never happen.
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
