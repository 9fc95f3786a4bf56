import { constants, openSync } from "node:fs";
import { Socket } from "node:net";

/**
 * Open the reading end of a FIFO without waiting for a writer; its end is the end of the last writer. A
 * socket, so that it waits in the event loop: `fs.read` would hold one of the pool's four threads.
 * Throws the system's error.
 */
export const readFifo = (path: string): Socket => {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const socket = new Socket({ fd, readable: true, writable: false });
  // An error is followed by the end of the stream, and that is acted on.
  return socket.on("error", () => undefined);
};
