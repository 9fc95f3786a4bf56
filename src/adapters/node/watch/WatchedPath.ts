import { type Stats, statSync, watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Folder, FolderListener } from "./Folder.ts";
import { watchProblem } from "./problems.ts";

/** How often to look whether a path that does not exist is there again, in ms. */
const missingInterval = 1_000;

/** After how many looks it is a problem that it does not exist. */
const patience = 10;

interface Watching {
  readonly changed: (path: string) => void;
  readonly problem: (message: string | null) => void;
  readonly makeFolder: (root: string, listener: FolderListener) => Folder;
}

const orNull = (path: string): Stats | null => {
  try {
    return statSync(path);
  } catch {
    return null;
  }
};

/** A declared path, a file or a folder, which may not exist yet, and may come and go. */
export class WatchedPath {
  readonly #path: string;
  readonly #watching: Watching;
  #folder: Folder | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(path: string, watching: Watching) {
    this.#path = path;
    this.#watching = watching;
    this.#begin("at first");
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#folder?.close();
  }

  /** A path that appears later counts as changed. */
  #begin(when: "at first" | "later"): void {
    const stats = orNull(this.#path);
    if (stats === null) {
      this.#wait(when === "at first" ? patience : 0);
      return;
    }
    this.#watching.problem(null);
    if (when === "later") this.#watching.changed(this.#path);
    this.#folder = stats.isDirectory()
      ? this.#watching.makeFolder(this.#path, {
          changed: this.#watching.changed,
          problem: this.#watching.problem,
          gone: () => this.#gone(),
        })
      : this.#watchFile();
  }

  #gone(): void {
    this.#folder?.close();
    this.#folder = null;
    this.#watching.changed(this.#path);
    this.#wait(0);
  }

  /** A build that deletes a folder usually creates it again at once. */
  #wait(looked: number): void {
    if (looked === patience) this.#watching.problem(`${this.#path} does not exist`);
    this.#timer = setTimeout(() => {
      if (orNull(this.#path) === null) this.#wait(looked + 1);
      else this.#begin("later");
    }, missingInterval).unref();
  }

  /** Its folder is watched: a watch of the file does not notice that another file is renamed over it. */
  #watchFile(): Folder {
    const name = basename(this.#path);
    const folder = dirname(this.#path);
    try {
      const watcher = watch(folder, (_, file) => {
        if (file === name || file === null) this.#watching.changed(join(folder, name));
      });
      watcher.on("error", (error) => this.#watching.problem(watchProblem(this.#path, error)));
      return watcher;
    } catch (error) {
      this.#watching.problem(watchProblem(this.#path, error));
      return { close: () => undefined };
    }
  }
}
