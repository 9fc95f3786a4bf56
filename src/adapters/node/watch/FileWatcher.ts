import { Effect, Layer } from "effect";
import { FileWatcher } from "../../../ports/machine/FileWatcher.ts";
import { bySystem } from "../../../system.ts";
import type { Folder } from "./Folder.ts";
import { FolderTree } from "./FolderTree.ts";
import { problemsOf } from "./problems.ts";
import { RecursiveFolder } from "./RecursiveFolder.ts";
import { WatchedPath } from "./WatchedPath.ts";

const folderOf = bySystem<(...of: ConstructorParameters<typeof FolderTree>) => Folder>({
  linux: (...of) => new FolderTree(...of),
  darwin: (...of) => new RecursiveFolder(...of),
});

/**
 * Files as the system reports their changes. On Linux each folder is watched by itself (inotify(7)), which leaves out those
 * that don't count; macOS watches everything below a folder (FSEvents).
 */
export const layer = (home: string): Layer.Layer<FileWatcher> =>
  Layer.succeed(FileWatcher, {
    watch: ({ paths, counting }, listener) =>
      Effect.asVoid(
        Effect.acquireRelease(
          Effect.sync(() => {
            const told = problemsOf((message) => listener.problem(message));
            return paths.map(
              (path) =>
                new WatchedPath(path, {
                  changed: (file) => {
                    // The daemon and its children's output write there all the time.
                    if (!file.startsWith(`${home}/`)) listener.changed(file);
                  },
                  problem: (message) => told(path, message),
                  makeFolder: (root, ofFolder) => folderOf(root, counting, ofFolder),
                }),
            );
          }),
          (watched) =>
            Effect.sync(() => {
              for (const one of watched) one.close();
            }),
        ),
      ),
  });
