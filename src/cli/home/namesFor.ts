import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { homeFiles, longestSocketPath } from "../../home/files.ts";
import { homeNameOf, isReserved, treesFolder } from "../../home/knownTrees.ts";
import type { TreeRecord } from "../../home/record.ts";

/**
 * Folder names for the home of a tree, in order of preference: the tree's name, with its file's folder, with a hash
 * of its file's path.
 */
export const homeNamesFor = ({ name, file }: TreeRecord): ReadonlyArray<string> => {
  const plain = homeNameOf(name);
  const hash = createHash("sha256").update(file).digest("hex").slice(0, 8);
  const names = [
    plain,
    `${plain}~${homeNameOf(basename(dirname(file)))}`,
    `${plain}~${hash}`,
    `tree~${hash}`,
  ];
  const fits = (name: string): boolean =>
    Buffer.byteLength(join(treesFolder(), name, homeFiles.socket)) <= longestSocketPath;
  const fitting = names.filter((name) => fits(name) && !isReserved(name));
  // If none fits, opening the socket fails with the reason.
  return fitting.length > 0 ? fitting : names.slice(-1);
};
