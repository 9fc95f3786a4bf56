import { closeSync, type FSWatcher, openSync, readSync, watch } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { currentText, pendingAfter } from "../../output/tail/currentText.ts";

const chunkSize = 64 * 1024;

/** Lines are truncated to this many characters. */
const longestLine = 64 * 1024;

/** When to retry opening a file that the system refused, in ms. */
const retryAfter = 1_000;

/**
 * Call `onMatch` once when a line of one of the files matches, raw or as a terminal shows it: a complete line, or an
 * unterminated one that has not changed for a second. Returns a function that stops watching.
 */
export const watchForLine = (
  files: ReadonlyArray<string>,
  pattern: RegExp,
  onMatch: () => void,
): (() => void) => {
  const watchers = new Set<FSWatcher>();
  const timers = new Map<string, NodeJS.Timeout>();
  const stop = (): void => {
    for (const watcher of watchers) watcher.close();
    for (const timer of timers.values()) clearTimeout(timer);
    watchers.clear();
  };
  const matches = (line: string): boolean => pattern.test(line) || pattern.test(currentText(line));
  const succeed = (): void => {
    stop();
    onMatch();
  };
  const looks = files.map((file) => {
    const moreLines = lineReader(file);
    const after = (pause: number, act: () => void): void => {
      clearTimeout(timers.get(file));
      timers.set(file, setTimeout(act, pause).unref());
    };
    // One chunk per turn: a program that prints faster than this reads must not hold the event loop.
    const look = (): void => {
      if (watchers.size === 0) return;
      const { lines, partial, rest } = moreLines();
      if (lines.some(matches)) succeed();
      else if (rest === "perhaps") setImmediate(look);
      else if (rest === "unknown") after(retryAfter, look);
      else if (partial !== "" && matches(partial)) after(pendingAfter, succeed);
      else clearTimeout(timers.get(file));
    };
    watchers.add(watch(file, look));
    return look;
  });
  for (const look of looks) look();
  return stop;
};

interface Chunk {
  readonly lines: ReadonlyArray<string>;
  /** The beginning of an unterminated line. */
  readonly partial: string;
  /** Whether there is more; `unknown`: the file can't be opened now. */
  readonly rest: "perhaps" | "none" | "unknown";
}

/** The descriptor of a file; null if it can't be opened, for example when out of descriptors. */
const openOrNull = (file: string): number | null => {
  try {
    return openSync(file, "r");
  } catch {
    return null;
  }
};

/** A line that is overwritten again and again is reduced to what a terminal shows of it. */
const truncated = (begun: string): string =>
  begun.length <= longestLine ? begun : currentText(begun).slice(0, longestLine);

/** Returns a function that reads the next chunk of a file. */
const lineReader = (file: string): (() => Chunk) => {
  const decoder = new StringDecoder("utf8");
  let offset = 0;
  let partial = "";
  return () => {
    const descriptor = openOrNull(file);
    if (descriptor === null) return { lines: [], partial, rest: "unknown" };
    const chunk = Buffer.allocUnsafe(chunkSize);
    try {
      const length = readSync(descriptor, chunk, 0, chunkSize, offset);
      offset += length;
      const lines = (partial + decoder.write(chunk.subarray(0, length))).split(/\r?\n/);
      partial = truncated(lines.pop() ?? "");
      return { lines, partial, rest: length === chunkSize ? "perhaps" : "none" };
    } finally {
      closeSync(descriptor);
    }
  };
};
