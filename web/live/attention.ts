import type { NodeRecord } from "./protocol.ts";
import { isException, rankOf, type ShownState, shownStateOf } from "./shownState.ts";
import type { Tree } from "./Tree.ts";

/** A node that needs attention. */
export interface Attention {
  readonly node: NodeRecord;
  readonly state: ShownState;
}

/** The nodes that need attention, worst first; in the same state, the most recent first. */
export const attentionIn = (tree: Tree): ReadonlyArray<Attention> =>
  tree.order
    .flatMap((i) => {
      const node = tree.node(i);
      const state = node === undefined ? "running" : shownStateOf(node);
      return node !== undefined && isException(state) ? [{ node, state }] : [];
    })
    .sort((one, other) => rankOf(one.state) - rankOf(other.state) || later(one.node, other.node));

const later = (one: NodeRecord, other: NodeRecord): number => Date.parse(other.since) - Date.parse(one.since);
