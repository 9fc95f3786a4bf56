import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CliError, exitCode } from "../../client/client.ts";
import {
  homeNameOf,
  type KnownTree,
  knownTrees,
  treeState,
  treesFolder,
  treesIn,
  treesOf,
} from "../../home/knownTrees.ts";
import { nearest } from "../../policy/nearest.ts";

/** The options that select a tree. */
interface TreeSelector {
  readonly home?: string | undefined;
  readonly tree?: string | undefined;
  readonly file?: string | undefined;
}

const defaultFile = "sentinel.yaml";

/** The home that the command line or the environment names; null if neither does. */
const homeByPath = ({ home, tree }: TreeSelector): string | null => {
  if (home !== undefined && tree !== undefined)
    throw new CliError(exitCode.usage, "--home and --tree both name a home; leave one out");
  if (home !== undefined) return resolve(home);
  const own = process.env.SENTINEL_HOME;
  if (!own) return null;
  // Acting on either one could surprise the user.
  if (tree !== undefined && homeOfTree(tree) !== resolve(own))
    throw new CliError(
      exitCode.usage,
      `SENTINEL_HOME names the home ${own}, but --tree ${tree} has another one; unset SENTINEL_HOME, or leave out --tree`,
    );
  return resolve(own);
};

/** The tree with this handle or, if only one has it, this name; undefined if there is none. */
const treeByName = (name: string): KnownTree | undefined => {
  const trees = knownTrees();
  const named = trees.filter((tree) => tree.name === name);
  return trees.find(({ handle }) => handle === name) ?? (named.length === 1 ? named[0] : undefined);
};

const homeOfTree = (name: string): string => treeByName(name)?.home ?? join(treesFolder(), homeNameOf(name));

const selectedTreeName = ({ tree }: TreeSelector): string | undefined =>
  tree ?? (process.env.SENTINEL_TREE || undefined);

/** The home that is selected by path or by tree name, which may not exist yet; null if none is selected. */
export const selectedHome = (selector: TreeSelector): string | null => {
  const given = homeByPath(selector);
  if (given !== null) return given;
  const tree = selectedTreeName(selector);
  return tree === undefined ? null : homeOfTree(tree);
};

/** A table of trees to choose from. */
const treeTable = (trees: ReadonlyArray<KnownTree>): string => {
  const rows = trees.map((tree) => [tree.handle, treeState(tree), tree.home, folderOf(tree)]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`)
    .join("\n");
};

const folderOf = ({ file }: KnownTree): string => (file === null ? "" : dirname(file));

const ambiguous = (what: string, trees: ReadonlyArray<KnownTree>): CliError =>
  new CliError(exitCode.usage, `${what}; name one with --tree NAME:\n${treeTable(trees)}`);

/** The other trees, to end a sentence with. */
const otherTrees = (trees: ReadonlyArray<KnownTree>): string =>
  trees.length === 0 ? "" : `. Other trees exist; name one with --tree NAME:\n${treeTable(trees)}`;

/** The home of the tree with this name. */
const homeByTreeName = (name: string): string => {
  const tree = treeByName(name);
  if (tree) return tree.home;
  const trees = knownTrees();
  const near = nearest(
    name,
    trees.map(({ handle }) => handle),
  );
  const hint = near === null ? "" : `; did you mean "${near}"?`;
  throw new CliError(exitCode.usage, `there is no tree "${name}"${hint || otherTrees(trees)}`);
};

/** The home of the only running tree, or of the only one; null if there is none. Throws if several qualify. */
const onlyHome = (what: string, trees: ReadonlyArray<KnownTree>): string | null => {
  const running = trees.filter((tree) => treeState(tree) === "running");
  const [first, ...more] = running.length > 0 ? running : trees;
  if (more.length > 0) throw ambiguous(what, trees);
  return first?.home ?? null;
};

/** The home of a file, or of the only tree with a file in its folder: another file there may be a variant of it. */
const homeOfFile = (file: string, trees: ReadonlyArray<KnownTree>): string | null =>
  treesOf(file, trees)[0]?.home ??
  onlyHome(`several trees have their file in ${dirname(file)}`, treesIn(dirname(file), trees));

/** The home of the tree whose file is in the nearest folder upwards; null if there is no such folder. */
const nearestHome = (folder: string, trees: ReadonlyArray<KnownTree>): string | null => {
  const file = join(folder, defaultFile);
  const home = homeOfFile(file, trees);
  if (home !== null) return home;
  if (existsSync(file)) throw notStarted(file, trees);
  return folder === dirname(folder) ? null : nearestHome(dirname(folder), trees);
};

const notStarted = (file: string, trees: ReadonlyArray<KnownTree>): CliError => {
  const running = trees.filter((tree) => treeState(tree) === "running");
  return new CliError(
    exitCode.noDaemon,
    `no daemon is running for ${file}; start one with \`sentinel up\`${otherTrees(running)}`,
  );
};

/**
 * The home of the tree that a child is added to: as for any command, but if nothing selects one and none runs, that
 * of the default tree, which needs no file of the user's.
 */
export const homeToAddTo = (selector: TreeSelector): string => {
  const named = selectedHome(selector);
  if (named !== null) return named;
  const trees = knownTrees();
  const running = trees.filter((tree) => treeState(tree) === "running");
  return (
    nearestHome(process.cwd(), trees) ??
    onlyHome("several trees are running", running) ??
    join(treesFolder(), "default")
  );
};

/** The home of the only running tree. */
const onlyRunning = (trees: ReadonlyArray<KnownTree>): string => {
  const running = trees.filter((tree) => treeState(tree) === "running");
  const home = onlyHome("several trees are running", running);
  if (home !== null) return home;
  throw new CliError(
    exitCode.noDaemon,
    `no daemon is running in ${treesFolder()}; start one with \`sentinel up\` in the folder of a sentinel.yaml${otherTrees(trees)}`,
  );
};

/**
 * The home of the tree that a command applies to: the selected one, else that of the given file, else that of the
 * nearest file upwards from the current folder, else that of the only running tree. Reads only the records in the
 * homes. Throws what to do if none of these applies.
 */
export const findHome = (selector: TreeSelector): string => {
  const given = homeByPath(selector);
  if (given !== null) return given;
  const name = selectedTreeName(selector);
  if (name !== undefined) return homeByTreeName(name);
  const trees = knownTrees();
  if (selector.file !== undefined) {
    const file = resolve(selector.file);
    const home = homeOfFile(file, trees);
    if (home !== null) return home;
    throw notStarted(file, trees);
  }
  return nearestHome(process.cwd(), trees) ?? onlyRunning(trees);
};
