import { constants, openSync } from "node:fs";
import { Socket } from "node:net";

/**
 * Open the reading end of a FIFO without waiting for a writer; it ends when the last writer closes it. A socket,
 * because it waits in the event loop, where `fs.read` would block one of the pool's four threads. Throws the system's
 * error.
 */
export const readFifo = (path: string): Socket => {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const socket = new Socket({ fd, readable: true, writable: false });
  // An error is followed by the end of the stream, which is handled.
  return socket.on("error", () => undefined);
};
