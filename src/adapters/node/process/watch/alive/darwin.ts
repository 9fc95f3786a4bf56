import { existsSync, readSync } from "node:fs";
import { join } from "node:path";
import { shimStatusOnceReadable } from "../../records/runDirectory.ts";
import { openFifo, readFifo } from "../../shim/fifo.ts";
import type { ListenToShim } from "./ShimListener.ts";

/** How often to look whether the shim was killed, in ms. */
const probeInterval = 250;

/** The shim writes an empty line at a time. */
const buffer = Buffer.alloc(64);

/** What a FIFO without anything to read says: there is a writer, or none. */
type Found = "data" | "a writer" | "no writer";

const readNow = (fd: number): Found => {
  try {
    return readSync(fd, buffer) > 0 ? "data" : "no writer";
  } catch {
    // EAGAIN.
    return "a writer";
  }
};

/**
 * The kernel (XNU) tells the reader of a FIFO about data, never that the last writer has closed it. So the exit is known by
 * the line that the shim writes after it; and for a shim that was killed, the FIFO is read again and again: without a
 * writer that gives nothing, with one EAGAIN. It gives nothing before the first writer either, so it counts only when
 * there is a claim, which a shim makes after it has opened the FIFO.
 */
export const listenToShim: ListenToShim = (directory, { changed, ended }) => {
  const fd = openFifo(join(directory, "alive"));
  const alive = readFifo(fd);
  const claim = join(directory, "claim");
  let shim: "expected" | "here" = "expected";
  const said = async (): Promise<void> =>
    (await shimStatusOnceReadable(directory)).exit === null ? changed() : ended();
  const probe = (): Found => {
    if (shim === "expected" && existsSync(claim)) shim = "here";
    // Destroyed, it has given its descriptor back.
    const found = alive.destroyed ? "no writer" : readNow(fd);
    if (found === "data") void said();
    if (found === "no writer" && shim === "here") ended();
    return found;
  };
  alive.on("data", () => void said());
  alive.on("end", ended);
  const probing = setInterval(probe, probeInterval).unref();
  return {
    // What the shim has written before was read by the daemon before.
    look: () => {
      if (probe() === "a writer") void said();
    },
    close: () => {
      clearInterval(probing);
      alive.destroy();
    },
  };
};
