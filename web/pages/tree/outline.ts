import { isException } from "../../live/shownState.ts";
import type { Tree } from "../../live/Tree.ts";
import { meets, type Token } from "../../selection/filter.ts";

/** A row of the outline: a node and its depth. */
export interface OutlineRow {
  readonly i: number;
  readonly depth: number;
  /** Null: it has no children. */
  readonly fold: "open" | "closed" | null;
}

/** The rows folded and unfolded by hand, and the filter. */
interface OutlineView {
  readonly folds: ReadonlyMap<number, "open" | "closed">;
  readonly filter: ReadonlyArray<Token>;
}

/** Groups of at least this many replicas are folded while all of them are running. */
const many = 5;

/** Whether a group of replicas is folded by default: it is large, and all replicas are running. */
const foldsByItself = (tree: Tree, i: number): boolean => {
  const node = tree.node(i);
  const count = tree.childrenOf(i).length;
  return (
    node?.strategy === "simple_one_for_one" &&
    count >= many &&
    !isException(node.state) &&
    tree.tallyOf(i).running === count
  );
};

/** The rows of the outline in document order. A filter shows the matches with their ancestors, even if folded. */
export const outlineOf = (tree: Tree, { folds, filter }: OutlineView): ReadonlyArray<OutlineRow> => {
  const isFiltered = filter.length > 0;
  const rowsUnder = (i: number | null, depth: number): ReadonlyArray<OutlineRow> =>
    tree.childrenOf(i).flatMap((child) => {
      const node = tree.node(child);
      if (node === undefined) return [];
      const isFolder = node.kind === "supervisor";
      const fold = folds.get(child) ?? (foldsByItself(tree, child) ? "closed" : "open");
      const isOpen = isFiltered || fold === "open";
      const below = isFolder && isOpen ? rowsUnder(child, depth + 1) : [];
      const isWanted = !isFiltered || below.length > 0 || meets(filter, node);
      if (!isWanted) return [];
      return [{ i: child, depth, fold: isFolder ? (isOpen ? "open" : "closed") : null } as const, ...below];
    });
  return rowsUnder(null, 0);
};
