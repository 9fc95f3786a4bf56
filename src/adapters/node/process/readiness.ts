import { join } from "node:path";
import type { Ready } from "../../../domain/ChildSpec.ts";
import { readFifo } from "./fifo.ts";
import { watchForLine } from "./lineWatch.ts";

/**
 * Look out for what makes a run ready; returns how to stop. To be called before anything is started: a
 * newline that is written to a FIFO and closed before anybody reads is lost. Throws the system's error, or
 * that of a pattern that is none.
 */
export const watchReadiness = (ready: Ready, directory: string, succeed: () => void): (() => void) => {
  switch (ready.kind) {
    case "log": {
      const files = ["out", "err"].map((name) => join(directory, name));
      return watchForLine(files, new RegExp(ready.pattern), succeed);
    }
    case "notify":
      return watchNotification(join(directory, "notify"), succeed);
    default:
      return () => undefined;
  }
};

/** s6's notification protocol: whatever is written, the first newline means ready. */
const watchNotification = (path: string, succeed: () => void): (() => void) => {
  const notify = readFifo(path);
  notify.on("data", (bytes) => {
    if (!bytes.includes("\n")) return;
    notify.destroy();
    succeed();
  });
  return () => notify.destroy();
};
