import type { Server, Socket } from "node:net";

/** How long clients that follow something may take to read the last messages, in ms. */
const closeGrace = 300;

/**
 * The open connections of a server. An HTTP server itself does not track upgraded connections, such as WebSockets: it
 * never closes them, and waits for their end.
 */
export const openConnections = (server: Server): ReadonlySet<Socket> => {
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  return open;
};

/**
 * Accept no more connections, send the rest to the open ones, and close them. A client that reconnects must not
 * reach a daemon that is about to end.
 */
export const closeServer = async (
  server: Server,
  connections: ReadonlySet<Socket>,
  tellRest: () => Promise<void>,
): Promise<void> => {
  const closed = new Promise<void>((done) => server.close(() => done()));
  await tellRest();
  const endAll = (): void => {
    for (const connection of connections) connection.destroy();
  };
  setTimeout(endAll, closeGrace).unref();
  await closed;
};
