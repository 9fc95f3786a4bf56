import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, CliError, exitCode, request } from "../../client/client.ts";
import { pidOf, wasKilled } from "../../client/daemonProcess.ts";
import type { AddedChild } from "../../config/print/managedFile.ts";
import { legalName } from "../../domain/tree/ChildPath.ts";
import type { ChildStatus, TreeStatus } from "../../domain/view/Status.ts";
import { homeFiles } from "../../home/files.ts";
import { makeFolder } from "../../home/folders.ts";
import { homeProblem, unusable } from "../../home/homeProblem.ts";
import { treesFolder } from "../../home/knownTrees.ts";
import { readRecord, writeRecord } from "../../home/record.ts";
import { replaceFile } from "../../home/replaceFile.ts";
import { startDetached } from "./startDetached.ts";

/** The managed file: the file of a tree that the user didn't write, kept in its home by `add` and `remove`. */
export const managedFileOf = (home: string): string => join(home, "sentinel.yaml");

/** The name of such a tree: that of its home in the folder of homes, else `default`. */
const nameOfManagedTree = (home: string): string => {
  const name = basename(home);
  return dirname(home) === treesFolder() && legalName.test(name) ? name : "default";
};

const language = async () => (await import("../../daemon/treeFile.ts")).language.ownFile;

/**
 * Whether `add` may start a daemon in a home where none runs: not if the folder has a file for the tree, nor if
 * children of another tree are still to be adopted.
 */
export const mayStartManagedTree = (home: string): boolean =>
  existsSync(managedFileOf(home)) || (!existsSync("sentinel.yaml") && !wasKilled(home));

/** Whether a status is that of a tree with a managed file. */
const isManaged = (home: string, { file }: TreeStatus): boolean => file?.source === managedFileOf(home);

const statusIn = (home: string): Promise<TreeStatus> => ask(home, "GET /status");

/** Record a child that was added at the top of a tree in its managed file, if it has one. */
export const recordAdded = async (home: string, child: AddedChild): Promise<void> => {
  const file = managedFileOf(home);
  if (!existsSync(file) || !isManaged(home, await statusIn(home))) return;
  const { withChild } = await language();
  replaceFile(file, withChild(readFileSync(file, "utf8"), child));
};

/** Remove children that no longer exist from the managed file of a tree, if it has one. */
export const recordRemoved = async (home: string): Promise<void> => {
  const file = managedFileOf(home);
  if (!existsSync(file)) return;
  const status = await statusIn(home);
  if (!isManaged(home, status)) return;
  const { childrenIn, withoutChildren } = await language();
  const text = readFileSync(file, "utf8");
  const gone = childrenIn(text).filter((name) => !status.children.some(({ path }) => path === name));
  if (gone.length > 0) replaceFile(file, withoutChildren(text, gone));
};

/** Whether the managed file declares children: then that tree starts before another child is added. */
export const hasChildren = async (home: string): Promise<boolean> => {
  const file = managedFileOf(home);
  if (!existsSync(file)) return false;
  return (await language()).childrenIn(readFileSync(file, "utf8")).length > 0;
};

/** Start a daemon for the managed file of a home; returns its status once its tree has started. */
export const startManagedTree = (home: string): Promise<TreeStatus> =>
  startDetached(home, ["--file", managedFileOf(home)]);

/** Create the folder of a home. */
const createHome = (home: string): void => {
  const wrong = homeProblem(home);
  if (wrong !== null) throw new CliError(exitCode.failed, wrong);
  const problem = makeFolder(home);
  if (problem !== null) throw new CliError(exitCode.failed, unusable(home, problem));
};

/** The result of starting a daemon with its first child. */
interface FirstChild {
  readonly child: ChildStatus;
  readonly isUp: boolean;
  readonly tree: string;
}

/**
 * Start a daemon with a first child, declared in the managed file. If the child doesn't come up, the daemon is
 * stopped again and the file restored.
 */
export const startWithChild = async (home: string, added: AddedChild): Promise<FirstChild> => {
  const { emptyTree, withChild } = await language();
  const file = managedFileOf(home);
  const before = existsSync(file) ? readFileSync(file, "utf8") : null;
  const record = readRecord(home);
  createHome(home);
  const name = nameOfManagedTree(home);
  replaceFile(file, withChild(before ?? emptyTree(name, file), added));
  // A folder with a file in it counts as a home only if it is recorded as one.
  if (record === null) writeRecord(home, { name, file });
  const revert = (): void => {
    if (before === null) rmSync(file, { force: true });
    else replaceFile(file, before);
    if (record === null) rmSync(join(home, homeFiles.record), { force: true });
  };
  const status = await startManagedTree(home).catch((error: unknown) => {
    revert();
    throw error;
  });
  const child = status.children.find(({ path }) => path === added.name);
  if (!child) throw new CliError(exitCode.failed, `${added.name} is not in the tree that has started`);
  const isUp = child.state === "running" || child.state === "finished";
  if (!isUp) {
    await endDaemon(home);
    revert();
  }
  return { child, isUp, tree: status.name };
};

/** How long a daemon without children may take to exit, and how often that is checked, in ms. */
const exitTimeout = 10_000;
const pollInterval = 50;

const endDaemon = async (home: string): Promise<void> => {
  await request(home, "POST /down", { how: "in_order" });
  for (let waited = 0; waited < exitTimeout && pidOf(home) !== null; waited += pollInterval)
    await sleep(pollInterval);
};
