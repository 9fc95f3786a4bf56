import { closeSync, type FSWatcher, openSync, readSync, watch } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const chunkSize = 64 * 1024;

/** What is longer is not looked at beyond this many characters. */
const longestLine = 64 * 1024;

/** When to try again to open what the system has refused, in ms. */
const retryAfter = 1_000;

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
      else if (rest === "unknown") setTimeout(look, retryAfter).unref();
    };
    watchers.add(watch(file, look));
    return look;
  });
  for (const look of looks) look();
  return stop;
};

interface Chunk {
  readonly lines: ReadonlyArray<string>;
  /** Whether there is more; `unknown`: the file can't be opened now. */
  readonly rest: "perhaps" | "none" | "unknown";
}

/** The descriptor of a file; null where there is none left, for one. */
const opened = (file: string): number | null => {
  try {
    return openSync(file, "r");
  } catch {
    return null;
  }
};

/** A function that gives the whole lines of the next chunk of a file. */
const lineReader = (file: string): (() => Chunk) => {
  const decoder = new StringDecoder("utf8");
  let offset = 0;
  let partial = "";
  return () => {
    const descriptor = opened(file);
    if (descriptor === null) return { lines: [], rest: "unknown" };
    const chunk = Buffer.allocUnsafe(chunkSize);
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
