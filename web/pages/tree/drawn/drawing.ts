import { hierarchy, tree as tidyTree } from "d3-hierarchy";
import type { Tree } from "../../../live/Tree.ts";

/** The maximal number of drawn nodes; more would be illegible. */
export const mostDrawn = 60;

/** In px: a box, and from box to box. */
export const box = { width: 200, height: 40 } as const;
const step = { across: 252, down: 52 } as const;
const margin = 24;

/** A node of the drawing, with its drawn descendants. */
interface Branch {
  readonly i: number;
  /** Its number in the start order of its supervisor, from 1; null for the one at the left. */
  readonly place: number | null;
  readonly below: ReadonlyArray<Branch>;
  /** How many nodes under it are not drawn. */
  readonly folded: number;
}

export interface DrawnNode extends Omit<Branch, "below"> {
  /** The upper left corner, in px. */
  readonly x: number;
  readonly y: number;
  readonly parent: number | null;
  readonly children: ReadonlyArray<number>;
}

/** A drawing of a subtree from left to right. */
interface Drawing {
  readonly nodes: ReadonlyArray<DrawnNode>;
  /** The lines from supervisors to their children, as paths of SVG. */
  readonly lines: ReadonlyArray<string>;
  readonly width: number;
  readonly height: number;
  /** How many nodes the subtree has, drawn or not. */
  readonly all: number;
}

const countUnder = (tree: Tree, i: number): number =>
  tree.childrenOf(i).reduce((sum, child) => sum + 1 + countUnder(tree, child), 0);

/** The unfolded supervisors: all if there is room, otherwise those nearest to the top that fit. */
const unfolded = (tree: Tree, top: number): ReadonlySet<number> => {
  const found = new Set<number>();
  let drawn = 1;
  let level: ReadonlyArray<number> = [top];
  while (level.length > 0) {
    for (const i of level) {
      const count = tree.childrenOf(i).length;
      if (count === 0 || drawn + count > mostDrawn) continue;
      found.add(i);
      drawn += count;
    }
    level = level.filter((i) => found.has(i)).flatMap((i) => tree.childrenOf(i));
  }
  return found;
};

/** The subtree of a node as a tidy tree; above 60 nodes some supervisors are folded. */
export const drawingOf = (tree: Tree, top: number): Drawing => {
  const open = unfolded(tree, top);
  const branch = (i: number, place: number | null): Branch => {
    const isOpen = open.has(i);
    const below = isOpen ? tree.childrenOf(i).map((child, at) => branch(child, at + 1)) : [];
    return { i, place, below, folded: isOpen ? 0 : countUnder(tree, i) };
  };
  const root = tidyTree<Branch>()
    .nodeSize([step.down, step.across])
    .separation(() => 1)(hierarchy(branch(top, null), ({ below }) => below));
  const all = root.descendants();
  const highest = Math.min(...all.map(({ x }) => x));
  const nodes = all.map(
    ({ x, y, data: { below, ...own }, parent }): DrawnNode => ({
      ...own,
      // The layout goes down; the drawing goes to the right.
      x: margin + y,
      y: margin + x - highest,
      parent: parent?.data.i ?? null,
      children: below.map(({ i }) => i),
    }),
  );
  const placed = new Map(nodes.map((node) => [node.i, node]));
  const lines = nodes.flatMap(({ parent, x, y }) => {
    const from = parent === null ? undefined : placed.get(parent);
    if (from === undefined) return [];
    const middle = from.x + box.width + (step.across - box.width) / 2;
    const [fromY, toY] = [from.y + box.height / 2, y + box.height / 2];
    return [`M${from.x + box.width} ${fromY}H${middle}V${toY}H${x}`];
  });
  return {
    nodes,
    lines,
    width: Math.max(...nodes.map(({ x }) => x)) + box.width + margin,
    height: Math.max(...nodes.map(({ y }) => y)) + box.height + margin,
    all: 1 + countUnder(tree, top),
  };
};
