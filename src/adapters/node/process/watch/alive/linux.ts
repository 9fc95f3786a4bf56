import { join } from "node:path";
import { shimStatusOnceReadable } from "../../records/runDirectory.ts";
import { openFifo, readFifo } from "../../shim/fifo.ts";
import { stateOf } from "../../table/processTable.ts";
import type { ListenToShim } from "./ShimListener.ts";

/**
 * The FIFO ends with the shim, which alone holds it open. One that is opened after its last writer has gone does not
 * report its end (poll(2)), so a shim that ended before is detected by its identity.
 */
export const listenToShim: ListenToShim = (directory, { changed, ended }) => {
  const alive = readFifo(openFifo(join(directory, "alive")));
  alive.on("data", changed);
  alive.on("end", ended);
  return {
    look: async () => {
      const { shim } = await shimStatusOnceReadable(directory);
      if (shim === null || stateOf(shim) === "gone") ended();
      else changed();
    },
    close: () => alive.destroy(),
  };
};
