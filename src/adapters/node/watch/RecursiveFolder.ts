import { existsSync, type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import type { Counting } from "../../../domain/tree/Watch.ts";
import type { Folder, FolderListener } from "./Folder.ts";
import { watchProblem } from "./problems.ts";

/** A folder whose files the system watches as a whole. */
export class RecursiveFolder implements Folder {
  readonly #watcher: FSWatcher | null;

  constructor(root: string, counting: Counting, { changed, problem, gone }: FolderListener) {
    this.#watcher = watching(root, problem, (file) => {
      if (!existsSync(root)) gone();
      else if (file !== null && counting.countsFile(file)) changed(join(root, file));
    });
  }

  close(): void {
    this.#watcher?.close();
  }
}

const watching = (
  root: string,
  problem: (message: string) => void,
  event: (file: string | null) => void,
): FSWatcher | null => {
  try {
    const watcher = watch(root, { recursive: true }, (_, file) => event(file));
    return watcher.on("error", (error) => problem(watchProblem(root, error)));
  } catch (error) {
    problem(watchProblem(root, error));
    return null;
  }
};
