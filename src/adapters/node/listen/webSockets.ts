import { EventEmitter } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { upgradeWebSocket, type WebSocketLike, type WebSocketServerLike } from "@hono/node-server";
import type { Context } from "hono";
import type { WebSocket } from "ws";

/** A WebSocket server whose code is loaded with the first WebSocket. */
export class LazyWebSockets extends EventEmitter implements WebSocketServerLike {
  readonly options = { noServer: true };

  handleUpgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    callback: (opened: WebSocketLike) => void,
  ): void {
    import("./webSocketServer.ts").then(
      ({ webSocketServer }) =>
        // node-server's type of a WebSocket lacks the callback of `send`.
        webSocketServer.handleUpgrade(request, socket, head, (opened) =>
          callback(opened as unknown as WebSocketLike),
        ),
      () => socket.destroy(),
    );
  }

  /** Connections are closed by their owners. */
  close(): void {}
}

type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const refusal = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/**
 * Refuse upgrades to anything but a WebSocket, such as HTTP/2 without TLS (h2c), which would otherwise never get an
 * answer. To be called after all listeners for upgrades are added: node-server's own refuses only if it is the only
 * one.
 */
export const admitWebSockets = (server: Server): void => {
  const listeners = server.listeners("upgrade") as Array<unknown> as ReadonlyArray<OnUpgrade>;
  server.removeAllListeners("upgrade");
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.headers.upgrade?.toLowerCase() === "websocket")
      for (const listener of listeners) listener.call(server, request, socket, head);
    else {
      socket.on("error", () => undefined);
      socket.end(refusal);
    }
  });
};

/** A message in its encoded form. */
interface Message {
  readonly bytes: Uint8Array;
}

/** An open WebSocket, for the code that communicates with its client. */
interface Open {
  readonly unsent: () => number;
  readonly send: (message: Message) => void;
  readonly ping: () => void;
  readonly close: (code: number, reason: string) => void;
  readonly terminate: () => void;
}

/** The handlers for what a client sends. */
interface Hears {
  readonly received: (text: string) => void;
  readonly alive: () => void;
  readonly closed: () => void;
}

/** How long a client may take to confirm the end of its connection, in ms. */
const closeGrace = 2_000;

const notText = 1003;

const openOf = (socket: WebSocket): Open => ({
  unsent: () => socket.bufferedAmount,
  // A message that can't be sent is lost together with the connection.
  send: ({ bytes }) => socket.send(bytes, { binary: false }, () => undefined),
  ping: () => socket.ping(undefined, undefined, () => undefined),
  close: (code, reason) => {
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), closeGrace).unref();
  },
  terminate: () => socket.terminate(),
});

/** Upgrade a request to a WebSocket, and call `begin` once it is open. */
export const acceptWebSocket = (context: Context, begin: (open: Open) => Hears): Promise<Response> => {
  let hears: Hears | null = null;
  return upgradeWebSocket(context, {
    onOpen: (_, { raw }) => {
      // The WebSocket of LazyWebSockets.
      const socket = raw as unknown as WebSocket;
      hears = begin(openOf(socket));
      socket.on("pong", hears.alive);
    },
    onMessage: ({ data }, { close }) => {
      if (typeof data === "string") hears?.received(data);
      else close(notText, "frames are text");
    },
    onClose: () => hears?.closed(),
  });
};
