import { isException } from "../../live/shownState.ts";
import type { Tree } from "../../live/Tree.ts";
import { meets, type Token } from "../../selection/filter.ts";

/** A row of the outline: a node, and how deep it is. */
export interface OutlineRow {
  readonly i: number;
  readonly depth: number;
  /** Null: it holds no children. */
  readonly fold: "open" | "closed" | null;
}

/** What was folded and unfolded by hand, and what is looked for. */
interface OutlineView {
  readonly folds: ReadonlyMap<number, "open" | "closed">;
  readonly filter: ReadonlyArray<Token>;
}

/** Replicas are folded from so many on, while nothing is wrong with any of them. */
const many = 5;

/** Whether a group of replicas is folded unless somebody unfolds it: there are many, and all of them run. */
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

/** The rows of the outline, in document order. A filter shows what matches, with all above it, whatever is folded. */
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
