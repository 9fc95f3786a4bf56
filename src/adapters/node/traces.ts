import { readdirSync, statSync } from "node:fs";

/**
 * What a reading has looked at, files and folders, each with what was there just before. Nothing: an empty mark.
 * What has another mark now may read otherwise.
 */
export type Traces = ReadonlyMap<string, string>;

/** What is there now, in a few words: another file, another size, another time, other names in a folder. */
export const markOf = (path: string): string => {
  try {
    const stats = statSync(path, { bigint: true });
    if (stats.isDirectory()) return `${stats.ino} ${readdirSync(path).sort().join("/")}`;
    return `${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}`;
  } catch {
    return "";
  }
};

/** Takes down what is looked at. */
export class Tracer {
  readonly #traces = new Map<string, string>();

  /** What was looked at first counts: what it said then has been used. */
  readonly note = (path: string): void => {
    if (!this.#traces.has(path)) this.#traces.set(path, markOf(path));
  };

  get traces(): Traces {
    return this.#traces;
  }
}
