import type { IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { WebSocket } from "ws";
import { CliError, refused, unreachable } from "../../../client/client.ts";
import { connectTcp, placeOf } from "../../../client/connectTcp.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";

type OnConnected = (error: Error | null, socket: Socket) => void;

/** Connects to the socket of a home, or over TCP; nothing is sent before the certificate is trusted. */
const connector =
  (daemon: DaemonRef) =>
  (_: unknown, onConnected: OnConnected): undefined => {
    const failed = (error: Error): void => onConnected(error, socket);
    const socket =
      typeof daemon === "string"
        ? connect({ path: `${daemon}/sentinel.sock` }, () => onConnected(null, socket))
        : connectTcp(daemon, () => {
            socket.off("error", failed);
            onConnected(null, socket);
          });
    socket.once("error", failed);
  };

/** Why a daemon has answered with something else than a WebSocket. */
const refusalOf = async (response: IncomingMessage): Promise<CliError> => {
  let text = "";
  for await (const chunk of response) text += chunk;
  try {
    return refused(JSON.parse(text));
  } catch {
    return refused({ detail: `the daemon answered with HTTP ${response.statusCode}, not with a WebSocket` });
  }
};

/** The part of a WebSocket that the channel uses; `ended` is called once. */
interface Listener {
  readonly opened: () => void;
  readonly received: (text: string) => void;
  /** `refusal`: why the daemon does not want this client; null if the connection was lost or it has said goodbye. */
  readonly ended: (refusal: CliError | null) => void;
}

/** The codes with which a daemon ends a connection for good (docs/live.md). */
const refusals: Readonly<Record<number, string>> = {
  1008: "the daemon does not understand this version of `sentinel top`",
  4401: "the session, key or user no longer exists; log in again",
};

/** Open the live channel of a daemon. */
export const openSocket = (daemon: DaemonRef, { opened, received, ended }: Listener): WebSocket => {
  const [place, headers] =
    typeof daemon === "string"
      ? ["sentinel", {}]
      : [`${placeOf(daemon.url).name}${placeOf(daemon.url).path}`, daemon.credentials];
  const socket = new WebSocket(`ws://${place}/api/v1/live`, {
    ...{ headers, perMessageDeflate: false, handshakeTimeout: 10_000 },
    createConnection: connector(daemon),
  });
  let refusal: CliError | null = null;
  socket.on("open", opened);
  socket.on("message", (data) => received(String(data)));
  socket.on("unexpected-response", async (request, response) => {
    refusal = await refusalOf(response);
    request.destroy();
    ended(refusal);
  });
  socket.on("error", (error) => {
    // Others say that no daemon is there at the moment.
    if (error instanceof CliError) refusal = error;
    else if ((error as NodeJS.ErrnoException).code === "EACCES") refusal = unreachable(daemon, error);
  });
  socket.on("close", (code) => {
    const why = refusals[code];
    ended(refusal ?? (why === undefined ? null : refused({ detail: why })));
  });
  return socket;
};
