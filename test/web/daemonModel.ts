import type { Socket } from "../../web/live/connection/Channel.ts";
import type { Batch, Frame, NodeColumns, NodeRecord, Snapshot } from "../../web/live/protocol.ts";

/** A node, as far as tests look at it. */
export const nodeOf = (i: number, given: Partial<NodeRecord> = {}): NodeRecord => ({
  ...{ i, parent: 0, path: `n${i}`, kind: "service", strategy: null, state: "running", value: "running" },
  ...{
    since: "2026-01-01T00:00:00.000Z",
    reason: "alive",
    by: "system",
    wanted: "up",
    next_attempt_at: null,
  },
  ...{
    consecutive_failures: 0,
    allowed: ["stop"],
    pid: 1,
    run: 1,
    restarts: 0,
    health: "unknown",
    ports: null,
  },
  ...{ last_exit: null, kill_at: null, after: null, last_run: null, next_at: null },
  ...given,
});

const columnsOf = (nodes: ReadonlyArray<NodeRecord>): NodeColumns => {
  const fields = Object.keys(nodeOf(0)) as ReadonlyArray<keyof NodeRecord>;
  const columns = fields.map((field) => [field, nodes.map((node) => node[field])]);
  return Object.fromEntries(columns) as NodeColumns;
};

/** The live channel of a daemon, as docs/live.md describes it, with one client. */
export class DaemonModel {
  epoch = "e1";
  seq = 1;
  nodes: ReadonlyArray<NodeRecord>;
  readonly greetings: Array<{ readonly epoch: string | null; readonly seq: number | null }> = [];
  /** What it was asked for after the greeting. */
  readonly asked: Array<object> = [];
  /** Batches that it still knows. */
  #batches: ReadonlyArray<Batch> = [];
  /** The offset of its clock from the browser's, in ms. */
  ahead = 0;
  #client: Socket | null = null;
  /** How many of the next frames are lost, and whether each is sent twice. */
  lost = 0;
  isTwice = false;

  constructor(nodes: ReadonlyArray<NodeRecord>) {
    this.nodes = nodes;
  }

  get snapshot(): Snapshot {
    return { epoch: this.epoch, seq: this.seq, machines: {}, nodes: columnsOf(this.nodes) };
  }

  /** A socket of it, which is open in the next turn. */
  readonly open = (): Socket => {
    const socket: Socket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (text) => this.#hear(socket, JSON.parse(text)),
      close: () => {
        if (this.#client === socket) this.#client = null;
      },
    };
    queueMicrotask(() => socket.onopen?.());
    return socket;
  };

  /** Change nodes, and tell what has changed. */
  change(change: (nodes: ReadonlyArray<NodeRecord>) => ReadonlyArray<NodeRecord>): void {
    const before = new Map(this.nodes.map((node) => [node.i, node]));
    this.nodes = change(this.nodes);
    const after = new Set(this.nodes.map(({ i }) => i));
    this.seq += 1;
    const added = this.nodes.filter(({ i }) => !before.has(i));
    const updated = this.nodes.filter((node) => before.has(node.i) && before.get(node.i) !== node);
    const removed = [...before.keys()].filter((i) => !after.has(i));
    const isSameOrder = [...before.keys()].join() === [...after].join();
    const batch: Batch = {
      ...{ s: this.seq, t: Date.now() + this.ahead },
      n: {
        ...(added.length === 0 ? {} : { added: columnsOf(added) }),
        ...(updated.length === 0 ? {} : { updated: columnsOf(updated) }),
        ...(removed.length === 0 ? {} : { removed }),
        ...(isSameOrder ? {} : { order: this.nodes.map(({ i }) => i) }),
      },
    };
    this.#batches = [...this.#batches, batch].slice(-5);
    this.#tell(batch);
  }

  /** Another daemon continues with the same tree. */
  replace(): void {
    this.epoch += "x";
    this.seq = 1;
    this.#batches = [];
    this.drop();
  }

  drop(code = 1006): void {
    const client = this.#client;
    this.#client = null;
    client?.onclose?.({ code });
  }

  #tell(frame: Frame): void {
    if (this.lost > 0) {
      // What is lost is lost with the connection: a WebSocket leaves nothing out.
      this.lost -= 1;
      if (this.lost === 0) this.drop();
      return;
    }
    const client = this.#client;
    for (let times = this.isTwice ? 2 : 1; times > 0; times -= 1)
      client?.onmessage?.({ data: JSON.stringify(frame) });
  }

  #hear(socket: Socket, frame: { hello?: 1; epoch: string | null; seq: number | null }): void {
    if (frame.hello === undefined) {
      if (!("ping" in frame)) this.asked.push(frame);
      return;
    }
    this.greetings.push({ epoch: frame.epoch, seq: frame.seq });
    this.#client = socket;
    const { epoch, seq } = frame;
    const first = this.#batches[0]?.s ?? this.seq + 1;
    if (epoch === this.epoch && seq !== null && seq >= first - 1) {
      for (const batch of this.#batches) if (batch.s > seq) this.#tell(batch);
      this.#tell({ s: this.seq, t: Date.now() + this.ahead });
    } else {
      this.#tell({ reset: { epoch: this.epoch, seq: this.seq, t: Date.now() + this.ahead } });
      this.#tell({ snapshot: this.snapshot });
    }
  }
}
