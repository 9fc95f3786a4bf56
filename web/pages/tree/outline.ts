import { matches } from "../../live/filter.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import type { Tree } from "../../live/Tree.ts";

/** A row of the outline: a node, and how deep it is. */
export interface OutlineRow {
  readonly i: number;
  readonly depth: number;
  /** Null: it holds no children. */
  readonly fold: "open" | "closed" | null;
}

/** What is folded, and which paths are looked for. */
interface OutlineView {
  readonly closed: ReadonlySet<number>;
  readonly filter: string;
}

const isFound = (node: NodeRecord | undefined, filter: string): boolean =>
  node !== undefined && matches(node, filter);

/** The rows of the outline, in document order. A filter shows what matches, with all above it, whatever is folded. */
export const outlineOf = (tree: Tree, { closed, filter }: OutlineView): ReadonlyArray<OutlineRow> => {
  const rowsUnder = (i: number | null, depth: number): ReadonlyArray<OutlineRow> =>
    tree.childrenOf(i).flatMap((child) => {
      const isFolder = tree.node(child)?.kind === "supervisor";
      const isOpen = filter !== "" || !closed.has(child);
      const below = isFolder && isOpen ? rowsUnder(child, depth + 1) : [];
      const isWanted = filter === "" || below.length > 0 || isFound(tree.node(child), filter);
      if (!isWanted) return [];
      return [{ i: child, depth, fold: isFolder ? (isOpen ? "open" : "closed") : null } as const, ...below];
    });
  return rowsUnder(null, 0);
};
