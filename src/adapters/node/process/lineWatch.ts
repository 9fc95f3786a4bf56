import { closeSync, type FSWatcher, openSync, readSync, watch } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const chunkSize = 64 * 1024;
const longestLine = 64 * 1024;

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
    const newLines = lineReader(file);
    const look = (): void => {
      if (watchers.size === 0 || !newLines().some((line) => pattern.test(line))) return;
      stop();
      matched();
    };
    watchers.add(watch(file, look));
    return look;
  });
  for (const look of looks) look();
  return stop;
};

/** A function that gives the whole lines that a file has got since it was last called. */
const lineReader = (file: string): (() => ReadonlyArray<string>) => {
  const decoder = new StringDecoder("utf8");
  let offset = 0;
  let partial = "";
  return () => {
    const chunk = Buffer.alloc(chunkSize);
    const lines: Array<string> = [];
    const descriptor = openSync(file, "r");
    try {
      for (let length = -1; length !== 0; ) {
        length = readSync(descriptor, chunk, 0, chunkSize, offset);
        offset += length;
        const parts = (partial + decoder.write(chunk.subarray(0, length))).split("\n");
        partial = (parts.pop() ?? "").slice(-longestLine);
        lines.push(...parts);
      }
    } finally {
      closeSync(descriptor);
    }
    return lines;
  };
};
