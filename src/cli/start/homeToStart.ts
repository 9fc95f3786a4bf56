import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CliError, exitCode } from "../../client/client.ts";
import { homeFiles } from "../../home/files.ts";
import { describeError, errorCode, makeFolder } from "../../home/folders.ts";
import { hasHistory, knownTrees, treesFolder, treesIn, treesOf } from "../../home/knownTrees.ts";
import { readRecord, recordText, type TreeRecord } from "../../home/record.ts";
import { type Invocation, withHome } from "../arguments/invocation.ts";
import { refuseUrl } from "../home/findDaemon.ts";
import { selectedHome } from "../home/findHome.ts";
import { finishMigration, migrateLegacyHome } from "../home/legacyHome.ts";
import { homeNamesFor } from "../home/namesFor.ts";
import { declaredTree } from "./declaredTree.ts";

/** The system's errors for a folder that exists and is not empty. */
const isAlreadyThere = (error: unknown): boolean =>
  ["EEXIST", "ENOTEMPTY", "ENOTDIR"].includes(errorCode(error));

/**
 * Create a home with its record in it, atomically: two that start at once don't get the same. False: the name is
 * taken.
 */
const createHome = (home: string, record: TreeRecord): boolean => {
  const draft = mkdtempSync(join(dirname(home), ".new-"));
  try {
    writeFileSync(join(draft, homeFiles.record), recordText(record), { mode: 0o600 });
    renameSync(draft, home);
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (isAlreadyThere(error)) return false;
    throw error;
  }
};

/** Record a tree in an existing folder, unless a daemon has used it or another tree is recorded. */
const claimFolder = (home: string, record: TreeRecord): boolean => {
  if (hasHistory(home)) return false;
  try {
    writeFileSync(join(home, homeFiles.record), recordText(record), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (isAlreadyThere(error)) return false;
    throw error;
  }
};

const claim = (home: string, record: TreeRecord): boolean =>
  createHome(home, record) || claimFolder(home, record) || readRecord(home)?.file === record.file;

/** Create and record a home for a tree that has none. */
const createHomeFor = (record: TreeRecord): string => {
  const folder = treesFolder();
  const unusable = (why: string): CliError =>
    new CliError(
      exitCode.failed,
      `no home can be created for ${record.name}: ${why}; choose one with --home DIR, or set SENTINEL_HOME`,
    );
  const problem = makeFolder(folder);
  if (problem !== null) throw unusable(problem);
  try {
    const home = homeNamesFor(record)
      .map((name) => join(folder, name))
      .find((one) => claim(one, record));
    if (home !== undefined) return home;
  } catch (error) {
    throw unusable(`${folder}: ${describeError(error)}`);
  }
  throw unusable(`all possible names for it are taken in ${folder}`);
};

/**
 * The home in which a tree is started: the selected one, else the one that its file had before, else that of the same
 * tree declared by another file of the folder, else a new one. Only in the last two cases the file is read, and its
 * errors end the command. A legacy home is moved first, if nothing of it runs.
 */
const homeToStart = async (invocation: Invocation): Promise<string> => {
  const { value } = invocation;
  refuseUrl({ url: value("url"), home: value("home"), tree: value("tree") });
  const named = selectedHome({ home: value("home"), tree: value("tree") });
  if (named !== null) return named;
  const file = resolve(value("file") ?? "sentinel.yaml");
  await finishMigration();
  const trees = knownTrees();
  const known = treesOf(file, trees)[0];
  if (known) return known.home === treesFolder() ? migrateLegacyHome() : known.home;
  const { tree } = await declaredTree(invocation);
  const sibling = treesIn(dirname(file), trees).find(({ name }) => name === tree.name);
  return sibling?.home ?? createHomeFor({ name: tree.name, file });
};

/** The same invocation, with the home in which to start the daemon. */
export const withHomeToStart = async (invocation: Invocation): Promise<Invocation> =>
  withHome(invocation, await homeToStart(invocation));
