import type { FSWatcher } from "node:fs";
import type { LogStream } from "../../../../../domain/LogLine.ts";
import { bySystem } from "../../../../../system.ts";
import { streams } from "../../../layout/runDirectories.ts";
import * as darwin from "./darwin.ts";
import * as linux from "./linux.ts";

/** How often a run is polled when the system has no watch left for it, in ms. */
const pollInterval = 250;

const { streamWatches } = bySystem({ linux, darwin });

/**
 * Call `onGrowth` when a file of the run may have grown. If the system has no watch left (on Linux
 * `fs.inotify.max_user_watches`, on macOS a descriptor), polls instead. Returns a function that stops watching.
 */
export const watchGrowth = (directory: string, onGrowth: (stream: LogStream) => void): (() => void) => {
  let poll: NodeJS.Timeout | undefined;
  const pollInstead = (): void => {
    poll ??= setInterval(() => streams.forEach(onGrowth), pollInterval).unref();
  };
  const watchers: Array<FSWatcher> = [];
  try {
    for (const streamWatch of streamWatches) {
      watchers.push(streamWatch(directory, onGrowth).on("error", pollInstead));
    }
  } catch {
    pollInstead();
  }
  return () => {
    for (const watcher of watchers) watcher.close();
    clearInterval(poll);
  };
};
