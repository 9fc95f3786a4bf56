import { join } from "node:path";
import type { Ready } from "../../../../domain/tree/ChildSpec.ts";
import { openFifo, readFifo } from "../shim/fifo.ts";
import { watchForLine } from "./lineWatch.ts";

/**
 * Watch for what makes a run ready; returns a function that stops watching. Call it before anything is started: a
 * newline that is written to a FIFO and closed before it has a reader is lost. Throws the system's error, or that of
 * an invalid pattern.
 */
export const watchReadiness = (ready: Ready, directory: string, onReady: () => void): (() => void) => {
  switch (ready.kind) {
    case "log": {
      const files = ["out", "err"].map((name) => join(directory, name));
      return watchForLine(files, new RegExp(ready.pattern), onReady);
    }
    case "notify":
      return watchNotification(join(directory, "notify"), onReady);
    default:
      return () => undefined;
  }
};

/** s6's notification protocol: the first newline means ready, whatever precedes it. */
const watchNotification = (path: string, succeed: () => void): (() => void) => {
  const notify = readFifo(openFifo(path));
  notify.on("data", (bytes) => {
    if (!bytes.includes("\n")) return;
    notify.destroy();
    succeed();
  });
  return () => notify.destroy();
};
