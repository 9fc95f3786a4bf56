import { readdirSync, realpathSync, statSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { credentialsFile, database, earlierDatabases, homeFiles, storedFiles } from "./files.ts";
import { hasEnded, readHolder } from "./holder.ts";
import { readRecord } from "./record.ts";

/** A tree of this user, running or not. */
export interface KnownTree {
  readonly home: string;
  readonly name: string;
  /** The value for `--tree`: the name, or the home's folder name if several trees have this name. */
  readonly handle: string;
  /** The absolute path of its file; null: its daemons were of a version that didn't record it. */
  readonly file: string | null;
}

/** The folder of the homes of this user's trees. */
export const treesFolder = (): string => resolve(homedir() || userInfo().homedir, ".sentinel");

/** The folder name for a tree: characters other than letters, digits, `.`, `_`, `-` and `~` become `_`. */
export const homeNameOf = (name: string): string =>
  name.replace(/[^\p{L}\p{N}._~-]/gu, "_").replace(/^[.~]/, "_") || "_";

/** Names of files in the folder of homes, which has those of a home if it is itself a legacy home. */
const reserved: ReadonlyArray<string> = [credentialsFile, ...Object.values(homeFiles), ...storedFiles];
export const isReserved = (name: string): boolean => name.startsWith(".") || reserved.includes(name);

const isFile = (path: string): boolean => {
  try {
    return statSync(path).isFile();
  } catch {
    // It doesn't exist, or access is denied.
    return false;
  }
};

/** Whether a daemon has ever used a home. */
export const hasHistory = (home: string): boolean =>
  [homeFiles.holder, database, earlierDatabases.revisions].some((name) => isFile(join(home, name)));

/** The tree of a home, if it has one. `folder`: that of all homes, which may be a home itself. */
export const treeIn = (home: string, folder = treesFolder()): ReadonlyArray<KnownTree> => {
  const record = readRecord(home);
  if (record === null && !hasHistory(home)) return [];
  const name = record?.name ?? basename(home);
  return [{ home, name, handle: home === folder ? name : basename(home), file: record?.file ?? null }];
};

const entriesOf = (folder: string): ReadonlyArray<string> => {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !isReserved(entry.name))
      .map(({ name }) => name);
  } catch {
    // No home was ever created.
    return [];
  }
};

/** All trees of this user, sorted by handle, the legacy home included. */
export const knownTrees = (): ReadonlyArray<KnownTree> => {
  const folder = treesFolder();
  return [folder, ...entriesOf(folder).map((name) => join(folder, name))]
    .flatMap((home) => treeIn(home, folder))
    .sort((one, other) => (one.handle < other.handle ? -1 : 1));
};

/** The state of a tree, as far as can be seen without a request to its daemon. */
export type TreeState = "running" | "daemon killed" | "stopped";

export const treeState = ({ home }: KnownTree): TreeState => {
  const holder = readHolder(home);
  if (holder === null) return "stopped";
  return hasEnded(holder) ? "daemon killed" : "running";
};

/** A path with its symbolic links resolved, if it exists. */
export const resolveLinks = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

/** The running ones, if any: a user who has two homes for one file has abandoned one of them. */
const preferRunning = (trees: ReadonlyArray<KnownTree>): ReadonlyArray<KnownTree> => {
  const running = trees.filter((tree) => treeState(tree) === "running");
  return running.length > 0 ? running : trees;
};

/** The trees that belong to a file. */
export const treesOf = (file: string, trees: ReadonlyArray<KnownTree>): ReadonlyArray<KnownTree> => {
  const same = trees.filter((tree) => tree.file === file);
  if (same.length > 0) return preferRunning(same);
  const place = resolveLinks(file);
  return preferRunning(trees.filter((tree) => tree.file !== null && resolveLinks(tree.file) === place));
};

/** The trees whose files are in a folder. */
export const treesIn = (folder: string, trees: ReadonlyArray<KnownTree>): ReadonlyArray<KnownTree> => {
  const place = resolveLinks(folder);
  return trees.filter((tree) => tree.file !== null && resolveLinks(dirname(tree.file)) === place);
};
