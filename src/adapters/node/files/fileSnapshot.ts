import { readdirSync, statSync } from "node:fs";

/**
 * The files and directories that were read, each with its state just before; empty if it did not exist. If a state is
 * different now, reading may give another result.
 */
export type FileSnapshot = ReadonlyMap<string, string>;

/** The current state of a path: inode, size and times of a file, names in a directory. */
export const fileStateOf = (path: string): string => {
  try {
    const stats = statSync(path, { bigint: true });
    if (stats.isDirectory()) return `${stats.ino} ${readdirSync(path).sort().join("/")}`;
    return `${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}`;
  } catch {
    return "";
  }
};

/** Records the state of each path that is read. */
export class SnapshotRecorder {
  readonly #traces = new Map<string, string>();

  /** The state at the first read counts, since that content was used. */
  readonly record = (path: string): void => {
    if (!this.#traces.has(path)) this.#traces.set(path, fileStateOf(path));
  };

  get snapshot(): FileSnapshot {
    return this.#traces;
  }
}
