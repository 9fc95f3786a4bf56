import { attentionIn } from "../../live/attention.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import type { Tree } from "../../live/Tree.ts";

/**
 * The next or previous node that needs attention, in document order and wrapping around; the worst of all if there is
 * no node to start from. Null: no node needs attention.
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
