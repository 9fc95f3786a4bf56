import { type FSWatcher, lstatSync, type Stats, watch } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Counting } from "../../../domain/tree/Watch.ts";
import type { Folder, FolderListener } from "./Folder.ts";
import { watchProblem } from "./problems.ts";

/** The maximum number of watched folders below one path; each takes an inotify watch. */
const mostFolders = 10_000;

const orNull = (path: string): Stats | null => {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
};

/**
 * A folder with a watch for each folder below it that counts. Node's own recursive watch has one for each file on Linux,
 * also for those that don't count. Symbolic links are not followed: they may lead anywhere, and in circles.
 */
export class FolderTree implements Folder {
  readonly #root: string;
  readonly #counting: Counting;
  readonly #listener: FolderListener;
  /** By the path relative to the root; the root's own is empty. */
  readonly #watchers = new Map<string, FSWatcher>();
  #life: "open" | "closed" = "open";

  constructor(root: string, counting: Counting, listener: FolderListener) {
    this.#root = root;
    this.#counting = counting;
    this.#listener = listener;
    void this.#enter("", "at first");
  }

  close(): void {
    this.#life = "closed";
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** Watch a folder, then those in it. In a folder that appears later, all files count as changed. */
  async #enter(folder: string, when: "at first" | "later"): Promise<void> {
    if (this.#life === "closed" || this.#watchers.has(folder) || !this.#watch(folder)) return;
    // If the folder is gone, the watch of its parent reports that.
    const entries = await readdir(join(this.#root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (this.#counting.entersFolder(path)) await this.#enter(path, when);
      } else if (when === "later") this.#tell(path);
    }
  }

  /** Whether it is watched now. */
  #watch(folder: string): boolean {
    const path = join(this.#root, folder);
    if (this.#watchers.size === mostFolders) {
      this.#listener.problem(
        `${this.#root} has more than ${mostFolders} folders, and the others are not watched; name fewer in watch, or ignore some`,
      );
      return false;
    }
    try {
      const watcher = watch(path, (_, name) => this.#event(folder, name));
      watcher.on("error", (error) => this.#listener.problem(watchProblem(path, error)));
      this.#watchers.set(folder, watcher);
      return true;
    } catch (error) {
      if (orNull(path) !== null) this.#listener.problem(watchProblem(path, error));
      return false;
    }
  }

  #event(folder: string, name: string | null): void {
    if (this.#life === "closed") return;
    if (orNull(this.#root) === null) this.#listener.gone();
    else if (name !== null) this.#look(join(folder, name));
  }

  #look(path: string): void {
    const isFolder = orNull(join(this.#root, path))?.isDirectory() === true;
    if (!isFolder) {
      this.#leave(path);
      this.#tell(path);
    } else if (this.#counting.entersFolder(path)) void this.#enter(path, "later");
  }

  /** A folder that was deleted or renamed takes its watches with it. */
  #leave(gone: string): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folder !== gone && !folder.startsWith(`${gone}/`)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
  }

  #tell(path: string): void {
    if (this.#life === "open" && this.#counting.countsFile(path))
      this.#listener.changed(join(this.#root, path));
  }
}
