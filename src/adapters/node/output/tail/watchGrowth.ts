import { type FSWatcher, watch } from "node:fs";
import type { LogStream } from "../../../../domain/LogLine.ts";
import { streamFiles, streams } from "../../layout/runDirectories.ts";

/** How often a run is polled when the system has no watch left for it, in ms. */
const pollInterval = 250;

/**
 * Call `onGrowth` when a file of the run may have grown. Uses one inotify watch per run; if the system has none left
 * (`fs.inotify.max_user_watches`), polls instead. Returns a function that stops watching.
 */
export const watchGrowth = (directory: string, onGrowth: (stream: LogStream) => void): (() => void) => {
  let poll: NodeJS.Timeout | undefined;
  const pollInstead = (): void => {
    poll ??= setInterval(() => streams.forEach(onGrowth), pollInterval).unref();
  };
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(directory, { persistent: false }, (_, name) => {
      const stream = streams.find((each) => streamFiles[each] === name);
      if (stream) onGrowth(stream);
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
