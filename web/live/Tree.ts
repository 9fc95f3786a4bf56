import { recordsIn } from "../../src/client/live/recordsIn.ts";
import type { NodeRecord, Snapshot, TreeChanges } from "./protocol.ts";
import { type ShownState, shownStateOf, shownStates } from "./shownState.ts";

/** The number of services, jobs and checks in each state. */
export type Tally = Readonly<Record<ShownState, number>>;

/** The number of nodes that a tally counts. */
export const totalOf = (tally: Tally): number => Object.values(tally).reduce((sum, count) => sum + count, 0);

/** `6 of 14 running, 3 scheduled`: those that are scheduled run when it is time. */
export const runningWords = (tally: Tally): string => {
  const unscheduled = totalOf(tally) - tally.scheduled;
  const parts = [
    ...(unscheduled > 0 || tally.scheduled === 0 ? [`${tally.running} of ${unscheduled} running`] : []),
    ...(tally.scheduled > 0 ? [`${tally.scheduled} scheduled`] : []),
  ];
  return parts.join(", ");
};

/** Whether a listed node has no children of its own: a service, a job or a check. */
export const isLeaf = ({ kind }: Pick<NodeRecord, "kind">): boolean => kind !== "supervisor";

const emptyTally = (): Record<ShownState, number> =>
  Object.fromEntries(shownStates.map((state) => [state, 0])) as Record<ShownState, number>;

/** The effects of a change of the tree. */
export interface Touched {
  readonly nodes: ReadonlySet<number>;
  /** Nodes were added, removed or reordered. */
  readonly isStructure: boolean;
}

/**
 * All nodes as last reported by the daemon. Records, tallies and lists of children are immutable and stay the same
 * objects until they change. A slot, in which runs of a job take place, is a part of its job: it can be asked for by its
 * path, but is neither listed nor counted.
 */
export class Tree {
  readonly #nodes = new Map<number, NodeRecord>();
  readonly #children = new Map<number | null, ReadonlyArray<number>>();
  readonly #tallies = new Map<number | null, Tally>();
  readonly #numbers = new Map<string, number>();
  #order: ReadonlyArray<number> = [];
  #listed: ReadonlyArray<number> = [];
  #version = 0;

  /** Increases with each change of any node. */
  get version(): number {
    return this.#version;
  }

  /** The numbers of all nodes but slots, in document order. */
  get order(): ReadonlyArray<number> {
    return this.#listed;
  }

  node(i: number): NodeRecord | undefined {
    return this.#nodes.get(i);
  }

  numberOf(path: string): number | undefined {
    return this.#numbers.get(path);
  }

  /** The numbers of the children of a supervisor in document order; null: the nodes without a supervisor in scope. */
  childrenOf(i: number | null): ReadonlyArray<number> {
    return this.#children.get(i) ?? none;
  }

  /** The number of services, jobs and checks under a supervisor in each state; null: all of them. */
  tallyOf(i: number | null): Tally {
    return this.#tallies.get(i) ?? nothing;
  }

  /** Replace all nodes. */
  reset({ nodes }: Snapshot): Touched {
    this.#version += 1;
    const gone = [...this.#nodes.keys()];
    this.#nodes.clear();
    this.#tallies.clear();
    const records = recordsIn(nodes);
    for (const record of records) this.#nodes.set(record.i, record);
    for (const record of records) this.#count(record, 1);
    this.#arrange(nodes.i);
    return { nodes: new Set([...gone, ...nodes.i]), isStructure: true };
  }

  apply({ added, updated, removed = [], order }: TreeChanges): Touched {
    this.#version += 1;
    const nodes = new Set<number>();
    this.#remove(removed, nodes);
    if (order !== undefined) {
      const kept = new Set(order);
      this.#remove(
        this.#order.filter((i) => !kept.has(i)),
        nodes,
      );
    }
    if (added !== undefined) this.#add(recordsIn(added), nodes);
    if (updated !== undefined) this.#update(updated, nodes);
    const isStructure = removed.length > 0 || added !== undefined || order !== undefined;
    if (isStructure) {
      const known = this.#order.filter((i) => this.#nodes.has(i));
      const fresh = (added?.i ?? []).filter((i) => !known.includes(i));
      this.#arrange((order ?? [...known, ...fresh]).filter((i) => this.#nodes.has(i)));
    }
    return { nodes, isStructure };
  }

  #remove(numbers: ReadonlyArray<number>, touched: Set<number>): void {
    const records = numbers.flatMap((i) => this.#nodes.get(i) ?? []);
    // A node is counted in the tallies of its ancestors, which must still be known then: their paths are shorter.
    for (const record of records.toSorted((one, other) => other.path.length - one.path.length)) {
      this.#count(record, -1, touched);
      this.#nodes.delete(record.i);
      this.#tallies.delete(record.i);
      touched.add(record.i);
    }
  }

  #add(records: ReadonlyArray<NodeRecord>, touched: Set<number>): void {
    this.#remove(
      records.map(({ i }) => i),
      touched,
    );
    for (const record of records) this.#nodes.set(record.i, record);
    for (const record of records) {
      this.#count(record, 1, touched);
      touched.add(record.i);
    }
  }

  #update(updated: NonNullable<TreeChanges["updated"]>, touched: Set<number>): void {
    for (const record of recordsIn(updated)) {
      const { i } = record;
      const before = this.#nodes.get(i);
      if (before === undefined) continue;
      const after: NodeRecord = { ...before, ...record };
      this.#count(before, -1, touched);
      this.#nodes.set(i, after);
      this.#count(after, 1, touched);
      touched.add(i);
    }
  }

  /** Add a node to the tallies of its ancestors, or subtract it. */
  #count(record: NodeRecord, by: 1 | -1, touched?: Set<number>): void {
    if (!isLeaf(record) || this.#isSlot(record)) return;
    const state = shownStateOf(record);
    const add = (i: number | null): void => {
      const tally = this.#tallies.get(i) ?? emptyTally();
      this.#tallies.set(i, { ...tally, [state]: tally[state] + by });
    };
    for (let at = record.parent; at !== null; at = this.#nodes.get(at)?.parent ?? null) {
      add(at);
      touched?.add(at);
    }
    add(null);
  }

  #isSlot({ parent }: NodeRecord): boolean {
    return parent !== null && this.#nodes.get(parent)?.kind === "job";
  }

  #arrange(order: ReadonlyArray<number>): void {
    this.#order = order;
    this.#children.clear();
    this.#numbers.clear();
    const lists = new Map<number | null, Array<number>>();
    this.#listed = order.filter((i) => {
      const node = this.#nodes.get(i) as NodeRecord;
      this.#numbers.set(node.path, i);
      if (this.#isSlot(node)) return false;
      const siblings = lists.get(node.parent);
      if (siblings === undefined) lists.set(node.parent, [i]);
      else siblings.push(i);
      return true;
    });
    for (const [parent, list] of lists) this.#children.set(parent, list);
  }
}

const none: ReadonlyArray<number> = [];
const nothing: Tally = emptyTally();
