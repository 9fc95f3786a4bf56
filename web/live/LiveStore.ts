import type { MachineNews } from "../../api/contract/live.ts";
import { Channel, type Place, type Socket } from "./Channel.ts";
import { Held } from "./Held.ts";
import { Latency } from "./Latency.ts";
import { Listeners } from "./Listeners.ts";
import { MeasuredNodes } from "./MeasuredNodes.ts";
import type { Batch, Frame, Metrics, NodeRecord, TakenEdge } from "./protocol.ts";
import { type Touched, Tree } from "./Tree.ts";
import { type Sample, type Usage, UsageLog } from "./UsageLog.ts";

/** The minimal interval between notifications, in ms; the first change after a quiet interval is notified at once. */
const flushInterval = 100;

/** The state of the connection to the daemon. */
export type Contact =
  | { readonly name: "reading" }
  | { readonly name: "live" }
  /** The shown states are those of `since`, in ms since 1970. */
  | { readonly name: "stale"; readonly since: number; readonly retryAt: number | null }
  | { readonly name: "refused" };

/** Updates are held since this moment, in ms since 1970; `changes` counts them. */
export interface Pause {
  readonly since: number;
  readonly changes: number;
}

/** An edge of a node's chart, and when it was taken. */
export interface Taken {
  readonly edge: number;
  readonly from: string;
  readonly to: string;
  /** In ms since 1970, by the daemon's clock. */
  readonly at: number;
}

/** The view of a node and the lighting of its chart; both null: the node is gone. */
export type Watched = Omit<MachineNews, "id">;

/** The number of edges kept of each node. */
const keptEdges = 20;

/**
 * The only source of node states. It is independent of React: components subscribe to single nodes, to the structure
 * of the tree, or to the connection.
 */
export class LiveStore {
  readonly tree = new Tree();
  readonly channel: Channel;
  readonly nodes = new Listeners<number>(flushInterval);
  /** Measurements change every second, so they have listeners of their own. */
  readonly usages = new Listeners<number>(flushInterval);
  readonly structure = new Listeners<"tree">(flushInterval);
  readonly contacts = new Listeners<"contact">(0);
  #place: Place | null = null;
  #machines: Readonly<Record<string, string>> = {};
  readonly #taken = new Map<number, ReadonlyArray<Taken>>();
  readonly #usage = new Map<number, Usage>();
  readonly #watched = new Map<number, Watched>();
  readonly #usageLog = new UsageLog();
  #heardAt = 0;
  #ahead = 0;
  #contact: Contact = { name: "reading" };
  #held: Held | null = null;
  #pause: Pause | null = null;
  readonly #latency = new Latency();
  readonly #measured = new MeasuredNodes((ids) => this.#askForUsage(ids));
  #endUsage = (): void => undefined;

  constructor(open: () => Socket) {
    this.channel = new Channel(open, {
      place: () => this.#place,
      received: (frame) => this.#received(frame),
    });
    this.channel.actor.subscribe(() => this.#assess());
  }

  get place(): Place | null {
    return this.#place;
  }

  get contact(): Contact {
    return this.#contact;
  }

  /** The hash of each kind's chart. */
  get machines(): Readonly<Record<string, string>> {
    return this.#machines;
  }

  /** Null: updates are shown as they arrive. */
  get pause(): Pause | null {
    return this.#pause;
  }

  /** The round-trip time of a frame to the daemon, in ms; null: not measured yet. */
  get latency(): number | null {
    return this.#latency.shown;
  }

  /** The offset of the daemon's clock from the browser's, in ms. */
  get ahead(): number {
    return this.#ahead;
  }

  node(path: string): NodeRecord | undefined {
    const i = this.tree.numberOf(path);
    return i === undefined ? undefined : this.tree.node(i);
  }

  /** The edges that a node has taken since the page was opened, newest last. */
  takenBy(i: number): ReadonlyArray<Taken> {
    return this.#taken.get(i) ?? noEdges;
  }

  /** Subscribe to the usage of these nodes, besides others, until the returned function is called. */
  measure(ids: ReadonlyArray<number>): () => void {
    return this.#measured.add(ids);
  }

  /** The current usage of a node that is measured (`measure`). */
  usageOf(i: number): Usage | undefined {
    return this.#usage.get(i);
  }

  /** The usage of a node while it was watched: the last 15 minutes, oldest first. */
  samplesOf(i: number): ReadonlyArray<Sample> {
    return this.#usageLog.of(i);
  }

  /** The view of the watched node. */
  watchedAt(i: number): Watched | undefined {
    return this.#watched.get(i);
  }

  start(): void {
    this.channel.actor.start();
  }

  /** Disconnect for good. */
  leave(): void {
    this.channel.actor.send({ type: "LEAVE" });
  }

  retry(): void {
    // With other rights, nodes have other numbers.
    if (this.#contact.name === "refused") this.#place = null;
    this.channel.actor.send({ type: "RETRY" });
  }

  /** Pause: hold updates instead of showing them. */
  hold(): void {
    this.#held ??= new Held();
    this.#tellPause();
  }

  /** Apply the held updates and resume. */
  goOn(): void {
    const frames = this.#held?.frames ?? [];
    this.#held = null;
    for (const frame of frames) this.#take(frame);
    this.#tellPause();
  }

  #tellPause(): void {
    const held = this.#held;
    this.#pause = held === null ? null : { since: held.since, changes: held.changes };
    this.contacts.touch("contact");
  }

  /** Whether the effect of a write is in the store. Writes to another daemon count as visible. */
  hasReached({ epoch, seq }: Place): boolean {
    return this.#place !== null && (this.#place.epoch !== epoch || this.#place.seq >= seq);
  }

  #received(frame: Frame): boolean {
    this.#heardAt = Date.now();
    if ("pong" in frame) {
      if (this.#latency.answered(frame.pong, performance.now())) this.contacts.touch("contact");
      return false;
    }
    const isTold = "snapshot" in frame || ("s" in frame && this.#place !== null);
    if (isTold) this.#measureLatency();
    if (this.#held === null || this.#place === null) return this.#take(frame);
    const before = this.#held.changes;
    this.#held.add(frame);
    if (this.#held.isFull) this.goOn();
    else if (this.#held.changes !== before) this.#tellPause();
    return isTold;
  }

  #take(frame: Frame): boolean {
    if ("snapshot" in frame) {
      const { epoch, seq, machines } = frame.snapshot;
      if (this.#place?.epoch !== epoch) {
        // Numbers of nodes have changed their meaning.
        this.#taken.clear();
        this.#watched.clear();
        this.#usageLog.clear();
      }
      this.#place = { epoch, seq };
      this.#machines = machines;
      this.#touch(this.tree.reset(frame.snapshot));
      return true;
    }
    if ("s" in frame) return this.#apply(frame);
    if ("reset" in frame && frame.reset.t !== undefined) this.#ahead = frame.reset.t - Date.now();
    if ("m" in frame) this.#measure(frame.m);
    if ("machine" in frame) {
      const { id, ...watched } = frame.machine;
      if (id === null) return false;
      this.#watched.set(id, watched);
      this.nodes.touch(id);
    }
    return false;
  }

  /** While there is contact, and now and then. */
  #measureLatency(): void {
    const number = this.#latency.ask(performance.now());
    if (number !== null) this.channel.send({ ping: number });
  }

  #askForUsage(ids: ReadonlyArray<number>): void {
    if (ids.length === 0) this.#endUsage();
    else this.#endUsage = this.channel.subscribe("metrics", { metrics: { ids } });
  }

  #apply({ s, t, e = [], n = {} }: Batch): boolean {
    this.#ahead = t - Date.now();
    // Before the first snapshot it means nothing.
    if (this.#place === null) return false;
    // A keep-alive frame, or nothing new.
    if (s <= this.#place.seq) return true;
    this.#place = { epoch: this.#place.epoch, seq: s };
    for (const edge of e) this.#noteEdge(edge, t);
    this.#touch(this.tree.apply(n));
    for (const [i] of e) this.nodes.touch(i);
    return true;
  }

  #noteEdge([i, edge, from, to, after]: TakenEdge, t: number): void {
    const taken = { edge, from, to, at: t + after };
    this.#taken.set(i, [...this.takenBy(i), taken].slice(-keptEdges));
  }

  #measure({ i, cpu, memory }: Metrics): void {
    i.forEach((number, at) => {
      const usage = { cpu: cpu[at] ?? null, memory: memory[at] ?? null };
      this.#usage.set(number, usage);
      this.#usageLog.add(number, { ...usage, at: Date.now() + this.#ahead });
      this.usages.touch(number);
    });
  }

  #touch({ nodes, isStructure }: Touched): void {
    for (const i of nodes) this.nodes.touch(i);
    if (nodes.size > 0 || isStructure) this.structure.touch("tree");
  }

  #assess(): void {
    const snapshot = this.channel.actor.getSnapshot();
    const next = this.#contactIn(snapshot);
    const { name } = this.#contact;
    if (
      name === next.name &&
      (next.name !== "stale" || next.retryAt === (this.#contact as typeof next).retryAt)
    )
      return;
    this.#contact = next;
    this.contacts.touch("contact");
  }

  #contactIn(snapshot: ReturnType<Channel["actor"]["getSnapshot"]>): Contact {
    if (snapshot.matches({ contact: "live" })) return { name: "live" };
    if (snapshot.matches("refused")) return { name: "refused" };
    const { retryAt, attempts } = snapshot.context;
    if (this.#place === null && attempts === 0) return { name: "reading" };
    return { name: "stale", since: this.#heardAt, retryAt: snapshot.matches("waiting") ? retryAt : null };
  }
}

const noEdges: ReadonlyArray<Taken> = [];
