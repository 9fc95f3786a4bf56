import { fileStateOf } from "../adapters/node/files/fileSnapshot.ts";
import type { TreeFile } from "../domain/tree/TreeFile.ts";
import { type ConfigFile, readTreeFile } from "./treeFile.ts";

/**
 * Returns the current file. It is read again only if anything that the last reading examined has changed; otherwise the
 * result is the same object as before.
 */
export const currentTreeFile = (
  file: ConfigFile,
  first: ReturnType<typeof readTreeFile>,
): (() => TreeFile) => {
  let last = first;
  return () => {
    const hasChanged = [...last.traces].some(([path, mark]) => fileStateOf(path) !== mark);
    if (hasChanged) last = readTreeFile(file);
    return last.found;
  };
};
