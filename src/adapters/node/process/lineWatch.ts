import { type FSWatcher, watch } from "node:fs";
import { LineReader } from "../lineReader.ts";

/** Calls `matched` once when a whole line of one of the files matches; returns how to stop watching. */
export const watchForLine = (
  files: ReadonlyArray<string>,
  pattern: RegExp,
  matched: () => void,
): (() => void) => {
  const watchers = new Set<FSWatcher>();
  const stop = (): void => {
    for (const watcher of watchers) watcher.close();
    watchers.clear();
  };
  const looks = files.map((file) => {
    const reader = new LineReader(file);
    const look = (): void => {
      if (watchers.size === 0) return;
      let found = 0;
      reader.read((line) => {
        if (pattern.test(line)) found += 1;
      });
      if (found === 0) return;
      stop();
      matched();
    };
    watchers.add(watch(file, look));
    return look;
  });
  for (const look of looks) look();
  return stop;
};
