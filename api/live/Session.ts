import { type Chunk, Clock, Effect, Fiber, FiberSet, Stream } from "effect";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { hasProcess } from "../../src/domain/view/childTraits.ts";
import type { NodeChange, NodeView } from "../../src/domain/view/NodeView.ts";
import { scopeName } from "../../src/policy/access.ts";
import type { LogStore } from "../../src/ports/store/LogStore.ts";
import { type ChartWatch, Supervision } from "../../supervisors/Supervision.ts";
import type { Access } from "../access/Access.ts";
import { byOf, type Caller } from "../caller.ts";
import type { MachineNews, Topic } from "../contract/tree/live.ts";
import { charts, type HashedChart } from "../tree/charts.ts";
import { Audience } from "./Audience.ts";
import { Client, type Place } from "./Client.ts";
import { type Connection, closeCodes } from "./Connection.ts";
import { Frame } from "./Frame.ts";
import { feedLog } from "./logFeed.ts";
import { sampleInterval, tellMetrics, wantedMetrics } from "./metricsFeed.ts";
import type { Numberings } from "./Numberings.ts";
import { type Kept, Picture, pathOf } from "./Picture.ts";
import { RingBuffer } from "./RingBuffer.ts";
import { errorFrame } from "./requests.ts";
import { recheck, recheckOnChange } from "./rights.ts";

/** What the live channel needs. */
export type LiveServices = Supervision | Access | LogStore;

/**
 * No client is told of changes more often; of the first one after a pause at once. Half of the 100 ms within which a client is to
 * hear of a transition: who comes just after a batch waits for all of it.
 */
const tick = "50 millis";
const heartbeat = "5 seconds";
const pingInterval = "15 seconds";
const sweepInterval = "1 second";
/** Sweeps without a client until nothing is kept any more for those who come back. */
const idleSweeps = 300;

/** The lines of which node, and behind which number. */
interface LogWish {
  readonly id: number;
  readonly from?: number;
}

/** The tree as it is followed. */
interface Followed {
  readonly picture: Picture;
  readonly missed: RingBuffer<Kept>;
  readonly charts: ReadonlyArray<HashedChart>;
  readonly watch: (path: ChildPath) => ChartWatch;
  readonly fork: (feed: Effect.Effect<void, never, LogStore>) => Fiber.RuntimeFiber<void>;
}

/** From the first client until there has been none for five minutes: its clients, and what is sent to them. */
export class Session {
  readonly #numberings: Numberings;
  readonly #clients = new Set<Client>();
  readonly #audiences = new Map<string, Audience>();
  /** Open while there is something to tell. */
  readonly #news = Effect.unsafeMakeLatch(false);
  /** Open while that can't wait: an edge was taken, or a client waits for admission. */
  readonly #urgent = Effect.unsafeMakeLatch(false);
  /** Null until the tree is followed: who comes before waits. */
  #followed: Followed | null = null;
  /** The number of the last change that was told. */
  #told = 0;
  #idle = 0;

  constructor(numberings: Numberings) {
    this.#numberings = numberings;
  }

  get isOver(): boolean {
    return this.#idle >= idleSweeps;
  }

  /** Begin with a client. `place`: where it is; undefined: it will say so. */
  join(connection: Connection, caller: Caller, place?: Place | null): Client {
    this.#idle = 0;
    const client = new Client(caller, connection, {
      joining: () => this.#call("at once"),
      subscribe: (one, topic) => this.#subscribe(one, topic),
      unsubscribe: (one, topic) => unsubscribe(one, topic),
      gone: (one) => this.#clients.delete(one),
    });
    this.#clients.add(client);
    if (place !== undefined) client.join(place);
    return client;
  }

  /** Tell what is left to tell, and end all connections. */
  readonly end: Effect.Effect<void> = Effect.map(Clock.currentTimeMillis, (now) => {
    if (this.#followed?.picture.hasNews) this.#tell(this.#followed, now);
    for (const client of [...this.#clients]) client.close(closeCodes.leaving, "the daemon is ending");
  });

  /** Succeeds when it is over. */
  readonly run: Effect.Effect<void, never, LiveServices> = Effect.scoped(
    Effect.gen(this, function* () {
      const followed = yield* this.#follow;
      this.#followed = followed;
      this.#told = followed.picture.seq;
      const every = (
        interval: `${number} seconds` | `${number} millis`,
        what: Effect.Effect<void, never, LiveServices>,
      ) => Effect.forkScoped(Effect.forever(Effect.delay(what, interval)));
      yield* Effect.forkScoped(recheckOnChange(this.#clients));
      yield* Effect.forkScoped(Effect.forever(this.#tellNext(followed)));
      yield* every(heartbeat, this.#beat);
      yield* every(pingInterval, Effect.zipRight(this.#ping, recheck(this.#clients)));
      let sample = 0;
      yield* every(
        `${sampleInterval} millis`,
        Effect.suspend(() => tellMetrics(sample++, this.#clients, (client, id) => this.#pathOf(client, id))),
      );
      while (!this.isOver) {
        yield* Effect.sleep(sweepInterval);
        this.#sweep(followed, yield* Clock.currentTimeMillis);
      }
    }),
  );

  get #follow() {
    return Effect.gen(this, function* () {
      const all = yield* Effect.promise(charts);
      const fork = yield* FiberSet.makeRuntime<LogStore, void>();
      const { snapshot, changes, watch } = yield* Effect.flatMap(Supervision, ({ followed }) => followed);
      const followed: Followed = {
        ...{ charts: all, fork, watch },
        picture: new Picture(snapshot),
        missed: new RingBuffer(snapshot.seq),
      };
      this.#numberings.keep(new Set(snapshot.views.map(({ path }) => path)));
      const note = (some: Chunk.Chunk<NodeChange>) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          for (const change of some) {
            const kept = followed.picture.note(change, now);
            this.#forget(followed, followed.missed.add(kept));
            this.#call(kept.edges.length > 0 ? "at once" : "soon");
          }
        });
      yield* Effect.forkScoped(Stream.runForEachChunk(changes, note));
      return followed;
    });
  }

  #call(when: "at once" | "soon"): void {
    this.#news.unsafeOpen();
    if (when === "at once") this.#urgent.unsafeOpen();
  }

  /** Tell what there is to tell, then let more of it come together. */
  #tellNext(followed: Followed): Effect.Effect<void, never, Supervision> {
    const { picture } = followed;
    const reorder = Effect.flatMap(Supervision, ({ views }) =>
      Effect.map(views, (now) => picture.reorder(now.views.map(({ path }) => path))),
    );
    return Effect.gen(this, function* () {
      yield* this.#news.await;
      // What an edge brings with it often comes a moment before.
      yield* Effect.timeoutOption(this.#urgent.await, tick);
      this.#news.unsafeClose();
      this.#urgent.unsafeClose();
      const now = yield* Clock.currentTimeMillis;
      while (picture.isOrderStale) yield* reorder;
      // From here on nothing is noted in between.
      const hadNews = picture.hasNews;
      if (hadNews) this.#tell(followed, now);
      this.#admit(followed, now);
      if (hadNews) yield* Effect.sleep(tick);
    });
  }

  #tell(followed: Followed, now: number): void {
    const { picture, charts: all } = followed;
    const news = picture.tell();
    this.#told = news.seq;
    const frames = new Map<Audience, Frame | null>();
    for (const client of [...this.#clients]) {
      if (!client.isTold) continue;
      const audience = this.#audienceOf(client, all);
      const known = frames.get(audience);
      const frame = known === undefined ? audience.batch(news, picture, now) : known;
      frames.set(audience, frame);
      if (frame !== null) client.tell(frame);
      const { watched } = client;
      if (watched !== null && news.changes.some((change) => pathOf(change) === watched.path))
        this.#tellWatched(client, followed);
    }
    for (const [name, audience] of this.#audiences) if (!frames.has(audience)) this.#audiences.delete(name);
  }

  /** Tell a client about the node that it watches, if there is anything new. */
  #tellWatched(client: Client, { picture, charts: all }: Followed): void {
    const { watched } = client;
    if (watched === null || !client.canTake) return;
    const { path, chart } = watched;
    const view = picture.at(path) ?? null;
    const lighting = view && chart.lighting();
    const audience = this.#audienceOf(client, all);
    const machine: MachineNews = { id: audience.numberOf(path), view, lighting };
    client.offerOfWatched(new Frame({ machine: audience.told(machine, picture) }));
  }

  #admit({ picture, missed, charts: all }: Followed, now: number): void {
    for (const client of [...this.#clients])
      client.admit((place, why) => {
        const { epoch, seq } = picture;
        const audience = this.#audienceOf(client, all);
        const since = this.#numberings.inUseSince(byOf(client.caller), client.caller.scope, seq);
        const isOfAnother = place !== null && place.epoch === epoch && place.seq <= since;
        const kept =
          place === null || isOfAnother || place.epoch !== epoch || place.seq > seq
            ? null
            : missed.after(place.seq);
        if (kept !== null) return [audience.missed(picture.missed(kept), picture, now)];
        const lost = isOfAnother ? "the scope is another one now" : "what was missed is not kept any more";
        const reason = place === null ? why : lost;
        return [new Frame({ reset: { epoch, seq, t: now, why: reason } }), audience.snapshotFrame(picture)];
      });
  }

  #audienceOf({ caller: { scope } }: Client, all: ReadonlyArray<HashedChart>): Audience {
    const name = scopeName(scope);
    const audience = this.#audiences.get(name) ?? new Audience(scope, this.#numberings.for(scope), all);
    this.#audiences.set(name, audience);
    return audience;
  }

  #pathOf({ caller: { scope } }: Client, id: number) {
    return this.#numberings.for(scope).pathOf(id);
  }

  #subscribe(client: Client, topic: Topic): void {
    if (topic === "state") return;
    if ("metrics" in topic) client.metrics = wantedMetrics(topic.metrics.ids, topic.metrics.hz);
    else if ("machine" in topic) this.#watch(client, topic.machine.id);
    else this.#readLog(client, topic.log);
  }

  /** The node that a client means; it gets an error frame if there is none. */
  #meant(client: Client, id: number): NodeView | undefined {
    const path = this.#pathOf(client, id);
    const view = path === undefined ? undefined : this.#followed?.picture.at(path);
    if (view === undefined) client.offer(errorFrame(`no node has the number ${id}`));
    return view;
  }

  #watch(client: Client, id: number): void {
    const view = this.#meant(client, id);
    if (view === undefined || this.#followed === null) return;
    const { path } = view;
    client.watch({ path, chart: this.#followed.watch(path) });
    this.#tellWatched(client, this.#followed);
  }

  #readLog(client: Client, { id, from }: LogWish): void {
    const view = this.#meant(client, id);
    if (view === undefined || this.#followed === null) return;
    client.endLog();
    if (!hasProcess(view)) {
      client.offer(errorFrame(`${id} is not a service and has no output`));
      return;
    }
    const feed = this.#followed.fork(feedLog(client, { id, path: view.path, from }));
    client.endLog = () => void Effect.runFork(Fiber.interrupt(feed));
  }

  readonly #beat = Effect.map(Clock.currentTimeMillis, (now) => {
    const frame = new Frame({ s: this.#told, t: now });
    for (const client of this.#clients) {
      client.offer(frame);
      // What can be taken next may change by time alone.
      if (this.#followed !== null) this.#tellWatched(client, this.#followed);
    }
  });

  readonly #ping = Effect.sync(() => {
    for (const client of [...this.#clients]) client.ping();
  });

  #sweep(followed: Followed, now: number): void {
    for (const client of [...this.#clients]) client.sweep();
    this.#forget(followed, followed.missed.age(now));
    this.#idle = this.#clients.size === 0 ? this.#idle + 1 : 0;
  }

  /** Forget the numbers of removed nodes once no returning client can know them. */
  #forget({ picture }: Followed, given: ReadonlyArray<Kept>): void {
    for (const { path } of given) if (picture.at(path) === undefined) this.#numberings.forget(path);
  }
}

const unsubscribe = (client: Client, topic: "metrics" | "log" | "machine"): void => {
  if (topic === "metrics") client.metrics = null;
  else if (topic === "machine") client.watch(null);
  else client.endLog();
};
