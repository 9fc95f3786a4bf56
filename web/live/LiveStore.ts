import type { MachineNews } from "../../api/contract/tree/live.ts";
import { Channel, type Place, type Socket } from "./connection/Channel.ts";
import { type Contact, contactOf, isSameContact } from "./connection/contact.ts";
import { Latency } from "./connection/Latency.ts";
import { Held } from "./Held.ts";
import { Listeners } from "./Listeners.ts";
import { MeasuredNodes } from "./MeasuredNodes.ts";
import type { Batch, Frame, Metrics, NodeRecord } from "./protocol.ts";
import { type Taken, TakenEdges } from "./TakenEdges.ts";
import { type Touched, Tree } from "./Tree.ts";
import { type Sample, type Usage, UsageLog } from "./UsageLog.ts";

/** The minimal interval between notifications, in ms; the first change after a quiet interval is notified at once. */
const flushInterval = 100;

/** Updates are held since this moment, in ms since 1970; `changes` counts them. */
export interface Pause {
  readonly since: number;
  readonly changes: number;
}

/** The view of a node and the lighting of its chart; both null: the node is gone. */
export type Watched = Omit<MachineNews, "id">;

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
  readonly #taken = new TakenEdges();
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
    return this.#taken.of(i);
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
    // The numbers of nodes depend on the rights of the user.
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

  /** Sends a ping if one is due. */
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
    // A batch is meaningless before the first snapshot.
    if (this.#place === null) return false;
    // A keep-alive frame, or a repeated one.
    if (s <= this.#place.seq) return true;
    this.#place = { epoch: this.#place.epoch, seq: s };
    for (const edge of e) this.#taken.add(edge, t);
    this.#touch(this.tree.apply(n));
    for (const [i] of e) this.nodes.touch(i);
    return true;
  }

  #measure({ i, cpu, memory, descendants, open_files }: Metrics): void {
    i.forEach((number, at) => {
      const usage = {
        cpu: cpu[at] ?? null,
        memory: memory[at] ?? null,
        descendants: descendants?.[at] ?? null,
        openFiles: open_files?.[at] ?? null,
      };
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
    const next = contactOf(this.channel.actor.getSnapshot(), {
      hasSnapshot: this.#place !== null,
      heardAt: this.#heardAt,
    });
    if (isSameContact(this.#contact, next)) return;
    this.#contact = next;
    this.contacts.touch("contact");
  }
}
