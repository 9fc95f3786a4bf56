import { type FileWatch, watchFiles } from "./adapters/node/watchFiles.ts";
import type { TreeFile } from "./domain/TreeFile.ts";
import { type ConfigFile, readTreeFile } from "./treeFile.ts";

/**
 * From a first reading on, have the file read whenever it or what belongs to it has changed, and followed, one
 * reading after the other.
 */
export const watchTreeFile = (
  file: ConfigFile,
  first: ReturnType<typeof readTreeFile>,
  follow: (found: TreeFile) => Promise<void>,
): FileWatch => {
  let followed = Promise.resolve();
  const changed = (): void => {
    const { found, traces } = readTreeFile(file);
    watch = watchFiles(traces, changed);
    followed = followed.then(() => follow(found));
  };
  let watch = watchFiles(first.traces, changed);
  return { close: () => watch.close() };
};
