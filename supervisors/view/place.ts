import type { Place, Places, TreePlaces } from "../../src/policy/blastRadius/place.ts";
import { isMetBy } from "../dependencies/awaited.ts";
import { childOf, type SupervisorNode, type TreeNode } from "../node/node.ts";
import { commanded } from "../node/service/commanded.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { waitsForHold } from "../node/startHeld.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";
import { nodeAt, type Tree } from "../tree/tree.ts";

/**
 * The nodes of the running tree by path, as the policy sees them at this moment. Each is made when it is asked for: most
 * questions are about a few of thousands.
 */
export const placesIn = (tree: Tree): TreePlaces => {
  const made = new Map<TreeNode, Place>();
  const at = tree.wiring.now.monotonic();
  const placeOf = (node: TreeNode): Place => {
    const known = made.get(node);
    if (known !== undefined) return known;
    const { parent, spec } = node;
    const place: Place = {
      ...commanded(node),
      ...{ id: spec.id, restart: spec.restart, parent: parent && placeOf(parent) },
      upMs: upMsOf(node, at),
      hasProcess: hasProcess(node) && node.process !== null,
      startsProcess: hasProcess(node),
      reload: hasProcess(node) ? node.spec.reload : undefined,
      after: (spec.after ?? []).map((on) => ({
        ...on,
        isMet: isMetBy(on, nodeAt(tree, on.path), tree.wiring),
      })),
      isHeld: hasProcess(node) && waitsForHold(node),
      group: hasChildren(node) ? { ...decisionsOf(node), places: childrenIn(node) } : null,
    };
    made.set(node, place);
    return place;
  };
  const found = (node: TreeNode | undefined): Place | undefined => node && placeOf(node);
  const childrenIn = (node: SupervisorNode): Places => ({ get: (id) => found(childOf(node, id)) });
  return {
    get: (path) => found(nodeAt(tree, path)),
    dependants: () =>
      withDescendants(tree.root)
        .filter(({ spec }) => spec.after !== undefined)
        .map(placeOf),
  };
};

/** How long a node has been up; 0 for a check, whose failures are not its supervisor's. */
const upMsOf = (node: TreeNode, now: number): number =>
  hasChildren(node) || hasProcess(node) ? Math.max(0, now - node.actor.getSnapshot().context.startedAt) : 0;

/** What a supervisor decides by, as its chart has it now. */
const decisionsOf = ({ actor }: SupervisorNode) => {
  const { rules, window, children } = actor.getSnapshot().context;
  const { strategy, intensity, periodMs, autoShutdown, start } = rules;
  return { strategy, intensity, periodMs, autoShutdown, start, window, roster: children };
};
