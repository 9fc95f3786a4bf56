import { Either } from "effect";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ChartWatch } from "../../supervisors/Supervision.ts";
import type { Caller } from "../caller.ts";
import type { Topic } from "../contract/tree/live.ts";
import { type Connection, closeCodes, type Listening } from "./Connection.ts";
import { Frame } from "./Frame.ts";
import { errorFrame, readHello, readRequest } from "./requests.ts";

/** Where a client has got to: all changes of an epoch up to a number. */
export interface Place {
  readonly epoch: string;
  readonly seq: number;
}

/** How far a client is. */
type Stage =
  /** It has not said hello for so many sweeps. */
  | { readonly name: "silent"; readonly sweeps: number }
  /** It gets what it lacks next; null: everything. */
  | { readonly name: "joining"; readonly place: Place | null; readonly why: string }
  | { readonly name: "told" }
  /** It reads too slowly, and has been sent nothing for this many sweeps. */
  | { readonly name: "behind"; readonly sweeps: number }
  | { readonly name: "gone" };

/** What a client has to do with the others. */
interface Surroundings {
  /** It is to be admitted. */
  readonly joining: () => void;
  readonly subscribe: (client: Client, topic: Topic) => void;
  readonly unsubscribe: (client: Client, topic: "metrics" | "log" | "machine") => void;
  readonly gone: (client: Client) => void;
}

/** Unread bytes above which a client gets no more frames, or is closed. */
const mostUnsent = 256 * 1024;
const unbearable = 4 * 1024 * 1024;
/** It has caught up with this many left. */
const fewUnsent = 16 * 1024;
/** Sweeps, one a second: for the first frame; and for catching up. */
const helloPatience = 5;
const slowPatience = 30;
/** Frames that a client may send between two sweeps. */
const mostFrames = 50;
const unansweredPings = 2;

/** The metrics that a client has asked for: of which nodes, and each how many samples. */
export interface WantedMetrics {
  readonly ids: ReadonlyArray<number>;
  readonly every: number;
}

/** The node whose view and lighting a client gets. */
interface WatchedChart {
  readonly path: ChildPath;
  readonly chart: ChartWatch;
}

/** One client: what it may be told, and how fast it takes that. */
export class Client implements Listening {
  readonly caller: Caller;
  readonly connection: Connection;
  readonly #around: Surroundings;
  #stage: Stage = { name: "silent", sweeps: 0 };
  #topics: ReadonlyArray<Topic> = [];
  #frames = 0;
  #unanswered = 0;
  metrics: WantedMetrics | null = null;
  #watched: WatchedChart | null = null;
  #lastOfWatched = "";
  /** Ends its subscription to a log. */
  endLog: () => void = () => undefined;

  constructor(caller: Caller, connection: Connection, around: Surroundings) {
    this.caller = caller;
    this.connection = connection;
    this.#around = around;
  }

  /** Whether it is up to date and gets each batch. */
  get isTold(): boolean {
    return this.#stage.name === "told";
  }

  /** Admit it at a place; null: it knows nothing. */
  join(place: Place | null, topics: ReadonlyArray<Topic> = []): void {
    this.#topics = topics;
    this.#stage = { name: "joining", place, why: "nothing is known yet" };
    this.#around.joining();
  }

  readonly received = (text: string): void => {
    if (this.#stage.name === "gone") return;
    this.#frames += 1;
    if (this.#frames > mostFrames) this.close(closeCodes.violation, "more than 50 frames a second");
    else if (this.#stage.name === "silent") this.#greeted(text);
    else this.#asked(text);
  };

  readonly alive = (): void => {
    this.#unanswered = 0;
  };

  readonly closed = (): void => {
    if (this.#stage.name === "gone") return;
    this.#stage = { name: "gone" };
    this.endLog();
    this.watch(null);
    this.#around.gone(this);
  };

  #greeted(text: string): void {
    Either.match(readHello(text), {
      onLeft: (malformed) => this.#refuse(malformed),
      onRight: ({ epoch, seq, topics }) =>
        this.join(epoch === null || seq === null ? null : { epoch, seq }, topics),
    });
  }

  #asked(text: string): void {
    Either.match(readRequest(text), {
      onLeft: (malformed) => this.#refuse(malformed),
      onRight: (request) => {
        if ("ping" in request) this.connection.send(new Frame({ pong: request.ping }));
        else if ("unsubscribe" in request) this.#around.unsubscribe(this, request.unsubscribe);
        // The numbers of nodes mean nothing to it before it has been admitted.
        else if (this.#stage.name === "joining") this.#topics = [...this.#topics, request.subscribe];
        else this.#around.subscribe(this, request.subscribe);
      },
    });
  }

  #refuse({ code, message }: { readonly code: number; readonly message: string }): void {
    this.connection.send(errorFrame(message));
    this.close(code, "see the error frame");
  }

  /** Send what it lacks, and every batch from now on. */
  admit(tellLack: (place: Place | null, why: string) => ReadonlyArray<Frame>): void {
    if (this.#stage.name !== "joining") return;
    const { place, why } = this.#stage;
    const topics = this.#topics;
    this.#topics = [];
    this.#stage = { name: "told" };
    for (const frame of tellLack(place, why)) this.connection.send(frame);
    for (const topic of topics) this.#around.subscribe(this, topic);
  }

  /** What changes nodes: none may be missing, so a client that can't take it is told everything anew later. */
  tell(frame: Frame): void {
    if (this.#stage.name !== "told") return;
    if (this.isFull) this.#stage = { name: "behind", sweeps: 0 };
    else this.connection.send(frame);
  }

  /** What may be missing. */
  offer(frame: Frame): void {
    if (this.canTake) this.connection.send(frame);
  }

  /** Whether what may be missing is sent. */
  get canTake(): boolean {
    return this.#stage.name === "told" && !this.isFull;
  }

  get watched(): WatchedChart | null {
    return this.#watched;
  }

  /** Watch another node instead of the last one; null: none any more. */
  watch(next: WatchedChart | null): void {
    this.#watched?.chart.end();
    this.#watched = next;
    this.#lastOfWatched = "";
  }

  /** What there is to tell about the watched node, unless it is what it was told last. */
  offerOfWatched(frame: Frame): void {
    if (!this.canTake || frame.text === this.#lastOfWatched) return;
    this.#lastOfWatched = frame.text;
    this.connection.send(frame);
  }

  get isFull(): boolean {
    return this.connection.unsent() > mostUnsent;
  }

  /** Once a second: see whether it has waited, or been waited for, long enough. */
  sweep(): void {
    this.#frames = 0;
    const stage = this.#stage;
    const unsent = this.connection.unsent();
    if (unsent > unbearable) this.close(closeCodes.tooSlow, "more than 4 MB are unread");
    else if (stage.name === "silent") {
      if (stage.sweeps < helloPatience) this.#stage = { ...stage, sweeps: stage.sweeps + 1 };
      else this.close(closeCodes.violation, "no hello within 5 s");
    } else if (stage.name === "behind") {
      if (unsent <= fewUnsent) {
        this.#stage = { name: "joining", place: null, why: "too much was unread" };
        this.#around.joining();
      } else if (stage.sweeps < slowPatience) this.#stage = { ...stage, sweeps: stage.sweeps + 1 };
      else this.close(closeCodes.tooSlow, "nothing was read for 30 s");
    }
  }

  /** Ask for a sign of life; one that has not answered the last ones is cut off. */
  ping(): void {
    if (this.#unanswered >= unansweredPings) {
      this.connection.terminate();
      this.closed();
      return;
    }
    this.#unanswered += 1;
    this.connection.ping();
  }

  close(code: number, reason: string): void {
    if (this.#stage.name === "gone") return;
    this.connection.close(code, reason);
    this.closed();
  }
}
