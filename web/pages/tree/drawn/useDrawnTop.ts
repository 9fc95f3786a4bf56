import { useEffect, useState } from "react";
import type { Tree } from "../../../live/Tree.ts";

/** The nearest supervisor at or above a node. */
const supervisorAt = (tree: Tree, i: number): number => {
  const node = tree.node(i);
  return node === undefined || node.kind === "supervisor" || node.parent === null ? i : node.parent;
};

const isUnder = (tree: Tree, i: number, top: number): boolean => {
  for (let at: number | null = i; at !== null; at = tree.node(at)?.parent ?? null)
    if (at === top) return true;
  return false;
};

/**
 * The supervisor whose subtree is drawn: the chosen one, as long as it is there and contains the selected node; otherwise
 * that of the selected node, or the root.
 */
export const useDrawnTop = (tree: Tree, selected: number | undefined) => {
  const [chosen, setChosen] = useState<number | null>(null);
  const usual = selected === undefined ? tree.order[0] : supervisorAt(tree, selected);
  const isFit =
    chosen !== null &&
    tree.node(chosen) !== undefined &&
    (selected === undefined || isUnder(tree, selected, chosen));
  const top = isFit ? chosen : usual;
  useEffect(() => setChosen(top ?? null), [top]);
  return { top, choose: setChosen };
};
