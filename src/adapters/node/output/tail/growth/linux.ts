import { watch } from "node:fs";
import { streamFiles, streams } from "../../../layout/runDirectories.ts";
import type { StreamWatch } from "./StreamWatch.ts";

/** By inotify, one watch for both files. */
export const streamWatches: ReadonlyArray<StreamWatch> = [
  (directory, onGrowth) =>
    watch(directory, { persistent: false }, (_, name) => {
      const stream = streams.find((each) => streamFiles[each] === name);
      if (stream) onGrowth(stream);
    }),
];
