import type { NodeRecord } from "../../client/live/protocol.ts";
import { severity } from "../view/tree/treeRows.ts";
import type { HeldTree, Usage } from "./HeldTree.ts";

/** What the rows can be sorted by. */
export const sortings = ["tree", "cpu", "memory", "restarts", "state", "name"] as const;
export type Sorting = (typeof sortings)[number];

/** A row of the table. */
export interface Row {
  readonly node: NodeRecord;
  /** Of a group: the sum of those under it. */
  readonly usage: Usage;
  /** What stands before its name: `│  └─` in a tree; null where rows have their whole path. */
  readonly stem: string | null;
}

/** Which rows, in which order. */
interface Selection {
  readonly sorting: Sorting;
  /** What the path or the state contains, in any case; all, if it is empty. */
  readonly filter: string;
}

const add = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : one + other;

/** What each node uses with all that is under it, by its number. */
const totals = (nodes: ReadonlyArray<NodeRecord>, tree: HeldTree): ReadonlyMap<number, Usage> => {
  const sums = new Map<number, Usage>(nodes.map((node) => [node.i, tree.usageOf(node)]));
  // The nodes are in document order: a parent comes before its children.
  for (const { i, parent } of [...nodes].reverse()) {
    const [own, above] = [sums.get(i), parent === null ? undefined : sums.get(parent)];
    if (own === undefined || above === undefined || parent === null) continue;
    sums.set(parent, { cpu: add(above.cpu, own.cpu), memory: add(above.memory, own.memory) });
  }
  return sums;
};

type Compare = (one: Row, other: Row) => number;

/** The largest first; what is unknown comes last. */
const byAmount =
  (amount: (row: Row) => number | null): Compare =>
  (one, other) =>
    (amount(other) ?? -1) - (amount(one) ?? -1);

const comparisons: Readonly<Record<Exclude<Sorting, "tree">, Compare>> = {
  cpu: byAmount(({ usage }) => usage.cpu),
  memory: byAmount(({ usage }) => usage.memory),
  restarts: byAmount(({ node }) => node.restarts),
  state: (one, other) => severity[one.node.state] - severity[other.node.state],
  name: (one, other) => (one.node.path < other.node.path ? -1 : 1),
};

const childrenByParent = (
  nodes: ReadonlyArray<NodeRecord>,
): ReadonlyMap<number | null, ReadonlyArray<NodeRecord>> => {
  const present = new Set(nodes.map(({ i }) => i));
  const groups = new Map<number | null, Array<NodeRecord>>();
  for (const node of nodes) {
    const parent = node.parent !== null && present.has(node.parent) ? node.parent : null;
    const siblings = groups.get(parent);
    if (siblings === undefined) groups.set(parent, [node]);
    else siblings.push(node);
  }
  return groups;
};

const treeOf = (nodes: ReadonlyArray<NodeRecord>, usage: (i: number) => Usage): ReadonlyArray<Row> => {
  const groups = childrenByParent(nodes);
  const under = (parent: number | null, stem: string): ReadonlyArray<Row> => {
    const siblings = groups.get(parent) ?? [];
    return siblings.flatMap((node, index) => {
      const isLast = index === siblings.length - 1;
      const row: Row = { node, usage: usage(node.i), stem: `${stem}${isLast ? "└─" : "├─"} ` };
      return [row, ...under(node.i, `${stem}${isLast ? "   " : "│  "}`)];
    });
  };
  return under(null, "");
};

const none: Usage = { cpu: null, memory: null };

/** The root is in the first line of the screen, not among the rows. */
const isRoot = ({ path }: NodeRecord): boolean => path === "";

/**
 * The rows of a tree: all in document order under their groups; or those without children, sorted. A filter shows what
 * it matches, groups included, with whole paths.
 */
export const rowsOf = (tree: HeldTree, { sorting, filter }: Selection): ReadonlyArray<Row> => {
  const all = tree.nodes;
  const sums = totals(all, tree);
  const usage = (i: number): Usage => sums.get(i) ?? none;
  const nodes = all.filter((node) => !isRoot(node));
  if (sorting === "tree" && filter === "") return treeOf(nodes, usage);
  const groups = new Set(all.map(({ parent }) => parent));
  const wanted = filter.toLowerCase();
  const matches = ({ path, state }: NodeRecord): boolean =>
    path.toLowerCase().includes(wanted) || state.includes(wanted);
  const chosen = nodes.filter((node) => (filter === "" ? !groups.has(node.i) : matches(node)));
  const rows = chosen.map((node): Row => ({ node, usage: usage(node.i), stem: null }));
  return sorting === "tree" ? rows : rows.sort(comparisons[sorting]);
};

/** The use of the whole tree. */
export const totalOf = (tree: HeldTree): Usage => {
  const nodes = tree.nodes;
  const sums = totals(nodes, tree);
  return nodes
    .filter(({ parent }) => parent === null)
    .map(({ i }) => sums.get(i) ?? none)
    .reduce((one, other) => ({ cpu: add(one.cpu, other.cpu), memory: add(one.memory, other.memory) }), none);
};
