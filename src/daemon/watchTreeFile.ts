import { type FileWatch, watchFiles } from "../adapters/node/files/watchFiles.ts";
import type { TreeFile } from "../domain/tree/TreeFile.ts";
import { type ConfigFile, readTreeFile } from "./treeFile.ts";

/**
 * Read the file again whenever it, or a file that it includes, has changed; the readings are applied one after the
 * other.
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
