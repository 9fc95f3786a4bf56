import type { Place } from "../../src/policy/blastRadius/place.ts";
import { commanded } from "../node/commanded.ts";
import type { SupervisorNode, TreeNode } from "../node/node.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";
import type { Tree } from "../tree/tree.ts";

/** The nodes of the running tree by path, as the policy sees them. */
export const placesIn = ({ root, wiring: { now } }: Tree): ReadonlyMap<string, Place> => {
  const found = new Map<string, Place>();
  const at = now.monotonic();
  const place = (node: TreeNode, parent: Place | null): Place => {
    const { path, spec, actor } = node;
    const own = {
      ...commanded(node),
      ...{ id: spec.id, restart: spec.restart, parent },
      upMs: Math.max(0, at - actor.getSnapshot().context.startedAt),
      hasProcess: hasProcess(node) && node.process !== null,
    };
    if (!hasChildren(node)) {
      const leaf = { ...own, group: null };
      found.set(path, leaf);
      return leaf;
    }
    const places = new Map<string, Place>();
    const branch = { ...own, group: { ...decisionsOf(node), places } };
    found.set(path, branch);
    for (const child of node.children) places.set(child.spec.id, place(child, branch));
    return branch;
  };
  place(root, null);
  return found;
};

/** What a supervisor decides by, as its chart has it now. */
const decisionsOf = ({ actor }: SupervisorNode) => {
  const { rules, window, children } = actor.getSnapshot().context;
  const { strategy, intensity, periodMs, autoShutdown } = rules;
  return { strategy, intensity, periodMs, autoShutdown, window, roster: children };
};
