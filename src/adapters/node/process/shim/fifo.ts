import { constants, openSync } from "node:fs";
import { Socket } from "node:net";

/** Open the reading end of a FIFO without waiting for a writer. Throws the system's error. */
export const openFifo = (path: string): number => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);

/**
 * Read from a FIFO. A socket, because it waits in the event loop, where `fs.read` would block one of the pool's four
 * threads. On Linux it ends when the last writer closes the FIFO.
 */
export const readFifo = (fd: number): Socket => {
  const socket = new Socket({ fd, readable: true, writable: false });
  // An error is followed by the end of the stream, which is handled.
  return socket.on("error", () => undefined);
};
