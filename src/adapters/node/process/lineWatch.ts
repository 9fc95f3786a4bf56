import { closeSync, type FSWatcher, openSync, readSync, watch } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const chunkSize = 64 * 1024;

/** What is longer is not looked at beyond this many characters. */
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
    const moreLines = lineReader(file);
    // One chunk a turn: a program that prints faster than we read must not hold the event loop.
    const look = (): void => {
      if (watchers.size === 0) return;
      const { lines, rest } = moreLines();
      if (lines.some((line) => pattern.test(line))) {
        stop();
        matched();
      } else if (rest === "perhaps") setImmediate(look);
    };
    watchers.add(watch(file, look));
    return look;
  });
  for (const look of looks) look();
  return stop;
};

/** A function that gives the whole lines of the next chunk of a file, and whether there may be more. */
const lineReader = (file: string): (() => { lines: ReadonlyArray<string>; rest: "perhaps" | "none" }) => {
  const decoder = new StringDecoder("utf8");
  let offset = 0;
  let partial = "";
  return () => {
    const chunk = Buffer.allocUnsafe(chunkSize);
    const descriptor = openSync(file, "r");
    try {
      const length = readSync(descriptor, chunk, 0, chunkSize, offset);
      offset += length;
      const lines = (partial + decoder.write(chunk.subarray(0, length))).split(/\r?\n/);
      partial = (lines.pop() ?? "").slice(0, longestLine);
      return { lines, rest: length === chunkSize ? "perhaps" : "none" };
    } finally {
      closeSync(descriptor);
    }
  };
};
