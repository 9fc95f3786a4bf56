import { attentionIn } from "../../live/attention.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import type { Tree } from "../../live/Tree.ts";

/**
 * The node that needs attention next to another one, in document order and around its end; the worst of all, where there is
 * none to begin at. Null: nothing needs attention.
 */
export const troubleBeside = (tree: Tree, path: string | null, step: 1 | -1): NodeRecord | null => {
  const troubled = attentionIn(tree).map(({ node }) => node);
  const from = path === null ? undefined : tree.numberOf(path);
  if (from === undefined) return troubled[0] ?? null;
  const placeOf = ({ i }: NodeRecord): number => tree.order.indexOf(i);
  const here = tree.order.indexOf(from);
  const inOrder = troubled.toSorted((one, other) => placeOf(one) - placeOf(other));
  return step === 1
    ? (inOrder.find((node) => placeOf(node) > here) ?? inOrder[0] ?? null)
    : (inOrder.findLast((node) => placeOf(node) < here) ?? inOrder.at(-1) ?? null);
};
