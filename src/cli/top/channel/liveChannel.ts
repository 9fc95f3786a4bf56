import type { CliError } from "../../../client/client.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";
import type { Frame, Topic } from "../../../client/live/protocol.ts";
import { openSocket } from "./openSocket.ts";

/** A connection on which nothing comes for this long is lost, in ms: the daemon sends a frame every 5 s. */
const silence = 12_000;
/** The pauses before attempts to connect again, in ms: a successor is soon there. */
const pauses = [100, 200, 500, 1_000, 2_000] as const;

/** What a client of the channel has: the changes of an epoch up to a number; null of both: nothing. */
interface Place {
  readonly epoch: string | null;
  readonly seq: number | null;
}

/** The receiver of frames. */
interface Receiver {
  readonly place: () => Place;
  readonly received: (frame: Frame) => void;
  /** `lost`: it is being connected again. */
  readonly contact: (state: "live" | "lost") => void;
  /** The daemon does not want this client, which ends the channel. */
  readonly refused: (why: CliError) => void;
}

/** The live channel of a daemon, and of those that follow it. */
interface LiveChannel {
  /** Listen to a topic, in place of another one of the same name. */
  readonly subscribe: (topic: Topic) => void;
  readonly close: () => void;
}

/** Connect to the live channel, and again whenever the connection is lost, from where it was. */
export const liveChannel = (daemon: DaemonRef, receiver: Receiver): LiveChannel => {
  let socket: ReturnType<typeof openSocket> | null = null;
  let next: NodeJS.Timeout | null = null;
  let attempts = 0;
  let isClosed = false;

  const send = (frame: object): void => {
    if (socket?.readyState === socket?.OPEN) socket?.send(JSON.stringify(frame));
  };
  const schedule = (act: () => void, after: number): void => {
    if (next !== null) clearTimeout(next);
    next = setTimeout(act, after);
  };
  const expectFrame = (): void => schedule(() => socket?.terminate(), silence);
  const open = (): void => {
    expectFrame();
    socket = openSocket(daemon, {
      opened: () => send({ hello: 1, ...receiver.place(), topics: [] }),
      received: (text) => {
        expectFrame();
        attempts = 0;
        receiver.received(JSON.parse(text));
        receiver.contact("live");
      },
      ended: (refusal) => {
        if (isClosed) return;
        if (refusal !== null) {
          close();
          receiver.refused(refusal);
          return;
        }
        receiver.contact("lost");
        schedule(open, pauses[Math.min(attempts, pauses.length - 1)] ?? 0);
        attempts += 1;
      },
    });
  };
  const close = (): void => {
    isClosed = true;
    if (next !== null) clearTimeout(next);
    socket?.terminate();
  };
  open();
  return { subscribe: (topic) => send({ subscribe: topic }), close };
};
