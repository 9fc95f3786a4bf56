import { type ActorRefFrom, createActor, fromCallback } from "xstate";
import type { Frame, Topic, TopicName } from "../protocol.ts";
import { type ConnectionEvent, connectionMachine } from "./connectionMachine.ts";

/** The used part of a WebSocket. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
  readonly send: (text: string) => void;
  readonly close: () => void;
}

/** All changes of an epoch up to a number. */
export interface Place {
  readonly epoch: string;
  readonly seq: number;
}

/** The receiver of frames. */
interface Receiver {
  /** The place up to which frames have arrived; null: none has. */
  readonly place: () => Place | null;
  /** Returns whether the page is up to date with this frame. */
  readonly received: (frame: Frame) => boolean;
}

/** The close codes with which the daemon ends a connection for lack of rights (docs/live.md). */
const refusals: ReadonlyArray<number> = [4401, 4403];

/** The connection to the daemon: reconnects, and resumes where the last connection ended. */
export class Channel {
  readonly actor: ActorRefFrom<typeof connectionMachine>;
  readonly #receiver: Receiver;
  readonly #topics = new Map<TopicName, Topic>();
  #socket: Socket | null = null;

  constructor(open: () => Socket, receiver: Receiver) {
    this.#receiver = receiver;
    const socket = fromCallback<ConnectionEvent>(({ sendBack }) => {
      const opened = open();
      opened.onopen = () => {
        this.#socket = opened;
        const { epoch, seq } = receiver.place() ?? { epoch: null, seq: null };
        opened.send(JSON.stringify({ hello: 1, epoch, seq, topics: [...this.#topics.values()] }));
      };
      opened.onmessage = ({ data }) => {
        if (receiver.received(JSON.parse(String(data)))) sendBack({ type: "TOLD" });
      };
      opened.onclose = ({ code }) => {
        this.#socket = null;
        sendBack({ type: "ENDED", why: refusals.includes(code) ? "refused" : "lost" });
      };
      return () => {
        this.#socket = null;
        opened.onopen = opened.onmessage = opened.onclose = null;
        opened.close();
      };
    });
    this.actor = createActor(connectionMachine.provide({ actors: { socket } }));
  }

  /** Send a frame, if there is contact. */
  send(frame: object): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  /** Subscribe to a topic until the returned function is called; there is one subscription of each name. */
  subscribe(name: TopicName, topic: Topic): () => void {
    this.#topics.set(name, topic);
    // The first frame must not refer to nodes of another epoch.
    if (this.#receiver.place() !== null) this.send({ subscribe: topic });
    return () => {
      if (this.#topics.get(name) !== topic) return;
      this.#topics.delete(name);
      this.send({ unsubscribe: name });
    };
  }
}
