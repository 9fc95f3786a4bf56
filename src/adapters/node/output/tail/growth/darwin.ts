import { watch } from "node:fs";
import { join } from "node:path";
import { streamFiles, streams } from "../../../layout/runDirectories.ts";
import type { StreamWatch } from "./StreamWatch.ts";

/**
 * By kqueue, each file with a descriptor of its own: a folder is watched by FSEvents, which tells of a write only when
 * the file is closed, and a program keeps its output open.
 */
export const streamWatches: ReadonlyArray<StreamWatch> = streams.map(
  (stream) => (directory, onGrowth) =>
    watch(join(directory, streamFiles[stream]), { persistent: false }, () => onGrowth(stream)),
);
