import { type FSWatcher, watch } from "node:fs";
import type { LogStream } from "../../../ports/LogStore.ts";
import { bothStreams, fileNames } from "./place.ts";

/** How often a run is looked at that the system has no watch left for, in ms. */
const pollEvery = 250;

/**
 * Tell when a file of the run may have grown. One inotify watch a run; where the system has none left
 * (`fs.inotify.max_user_watches`) the run is looked at now and then instead. Returns how to stop.
 */
export const watchGrowth = (directory: string, tell: (stream: LogStream) => void): (() => void) => {
  let poll: NodeJS.Timeout | undefined;
  const pollInstead = (): void => {
    poll ??= setInterval(() => bothStreams.forEach(tell), pollEvery).unref();
  };
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(directory, { persistent: false }, (_, name) => {
      const stream = bothStreams.find((each) => fileNames[each] === name);
      if (stream) tell(stream);
    });
    watcher.on("error", pollInstead);
  } catch {
    pollInstead();
  }
  return () => {
    watcher?.close();
    clearInterval(poll);
  };
};
