import type { Frame, NodeRecord, TreeChanges } from "../../client/live/protocol.ts";
import { recordsIn } from "../../client/live/recordsIn.ts";

/** What the processes of a node use: CPU in cores, memory in bytes. */
export interface Usage {
  readonly cpu: number | null;
  readonly memory: number | null;
}

/** As many nodes as a daemon measures for one client (docs/live.md). */
const mostMeasured = 1_000;

/** All nodes and what they use, as the daemon has last told it. */
export class HeldTree {
  #epoch: string | null = null;
  #seq: number | null = null;
  #nodes = new Map<number, NodeRecord>();
  #order: ReadonlyArray<number> = [];
  #usage = new Map<number, Usage>();

  /** What to go on after. */
  get place(): { readonly epoch: string | null; readonly seq: number | null } {
    return { epoch: this.#epoch, seq: this.#seq };
  }

  /** All nodes in document order. */
  get nodes(): ReadonlyArray<NodeRecord> {
    return this.#order.flatMap((i) => this.#nodes.get(i) ?? []);
  }

  /** The numbers of the nodes with a process, as many as can be measured. */
  get measurable(): ReadonlyArray<number> {
    return this.nodes.flatMap(({ i, pid }) => (pid === null ? [] : [i])).slice(0, mostMeasured);
  }

  /** What the process of a node uses; null of both if that is unknown. */
  usageOf({ i, pid }: NodeRecord): Usage {
    return (pid === null ? undefined : this.#usage.get(i)) ?? { cpu: null, memory: null };
  }

  /** Take over what a frame says. */
  apply(frame: Frame): void {
    if ("snapshot" in frame) {
      const { epoch, seq, nodes } = frame.snapshot;
      this.#epoch = epoch;
      this.#seq = seq;
      this.#nodes = new Map(recordsIn(nodes).map((record) => [record.i, record]));
      this.#order = nodes.i;
      this.#usage.clear();
    } else if ("m" in frame) {
      const { i, cpu, memory } = frame.m;
      i.forEach((one, at) => {
        this.#usage.set(one, { cpu: cpu[at] ?? null, memory: memory[at] ?? null });
      });
    } else if ("s" in frame) {
      this.#seq = frame.s;
      if (frame.n !== undefined) this.#change(frame.n);
    }
  }

  #change({ added, updated, removed = [], order }: TreeChanges): void {
    const fresh = added === undefined ? [] : recordsIn(added);
    const unknown = fresh.filter(({ i }) => !this.#nodes.has(i)).map(({ i }) => i);
    for (const record of fresh) this.#nodes.set(record.i, record);
    if (updated !== undefined)
      for (const record of recordsIn(updated)) {
        const before = this.#nodes.get(record.i);
        if (before !== undefined) this.#nodes.set(record.i, { ...before, ...record });
      }
    for (const i of removed) this.#nodes.delete(i);
    this.#order = order ?? [...this.#order, ...unknown];
    const present = new Set(this.#order);
    for (const i of this.#nodes.keys()) if (!present.has(i)) this.#nodes.delete(i);
  }
}
