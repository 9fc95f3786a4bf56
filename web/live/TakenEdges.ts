import type { TakenEdge } from "./protocol.ts";

/** An edge of a node's chart, and when it was taken. */
export interface Taken {
  readonly edge: number;
  readonly from: string;
  readonly to: string;
  /** In ms since 1970, by the daemon's clock. */
  readonly at: number;
}

/** The number of edges kept of each node. */
const kept = 20;

/** The edges that nodes have taken since the page was opened. */
export class TakenEdges {
  readonly #byNode = new Map<number, ReadonlyArray<Taken>>();

  /** Newest last. The list is the same object until the next edge. */
  of(i: number): ReadonlyArray<Taken> {
    return this.#byNode.get(i) ?? none;
  }

  /** `time`: of the batch that contains the edge. */
  add([i, edge, from, to, after]: TakenEdge, time: number): void {
    this.#byNode.set(i, [...this.of(i), { edge, from, to, at: time + after }].slice(-kept));
  }

  /** Numbers of nodes have changed their meaning. */
  clear(): void {
    this.#byNode.clear();
  }
}

const none: ReadonlyArray<Taken> = [];
