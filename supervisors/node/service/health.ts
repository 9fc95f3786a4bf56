import type { StateValue } from "xstate";
import { type Health, healths } from "../../../src/domain/tree/State.ts";
import { probesIn } from "../../../src/policy/probe/health.ts";
import type { TreeNode } from "../node.ts";
import { hasProcess } from "../traits.ts";

/** The health of a service in this state of its chart: unknown unless it runs. */
export const healthIn = (value: StateValue): Health => {
  const inner = typeof value === "string" ? undefined : value.running;
  return healths.find((known) => known === inner) ?? "unknown";
};

export const healthOf = (node: TreeNode): Health => healthIn(node.actor.getSnapshot().value);

/** Whether probes say how a node is while it runs. */
export const isProbed = (node: TreeNode): boolean =>
  hasProcess(node) && probesIn(node.actor.getSnapshot().context.rules.probes).length > 0;
