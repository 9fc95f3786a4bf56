import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Effect } from "effect";
import { sourceOfTree } from "../../supervisors/file/fileChange.ts";
import { holdFile } from "../adapters/node/home/lock.ts";
import { hasLiveRuns } from "../adapters/node/process/records/runDirectory.ts";
import { leftLayer } from "../adapters/sqlite/store.ts";
import { fileOfSource } from "../domain/tree/TreeFile.ts";
import { homeFiles, migrationFolder, storedFiles } from "../home/files.ts";
import { describeError } from "../home/folders.ts";
import { readRecord, type TreeRecord } from "../home/record.ts";
import { Revisions } from "../ports/store/Revisions.ts";

/** Which tree a home without a record belongs to, according to its revisions; null if they don't say. */
export const recordFromRevisions = (home: string): Promise<TreeRecord | null> =>
  Effect.gen(function* () {
    const { list, get } = yield* Revisions;
    const last = (yield* list).at(-1);
    const name = last && (yield* get(last.number))?.tree.name;
    if (name === undefined) return null;
    const file = fileOfSource((yield* sourceOfTree(name)) ?? "");
    return file === null ? null : { name, file };
  }).pipe(
    Effect.orElseSucceed(() => null),
    Effect.provide(leftLayer(home)),
    Effect.runPromise,
  );

/** The new home, or why the home was not moved. */
type Migration = { readonly home: string } | { readonly why: string };

/** Files that are created again when needed. */
const isRecreated = (name: string): boolean => name === homeFiles.socket || /^s-[0-9a-f]{8}$/.test(name);

const isLock = (name: string): boolean => name.startsWith(homeFiles.lock);

const homeEntries: ReadonlyArray<string> = [...Object.values(homeFiles), ...storedFiles];

/** Whether an entry of the folder belongs to the legacy home; databases have files beside them. */
const isPart = (name: string): boolean =>
  !isLock(name) &&
  homeEntries.some((one) => name === one || name.startsWith(`${one}-`) || name.startsWith(`${one}.`));

/** Move all entries from one folder into another, or none if one can't be moved. */
const moveAll = (names: ReadonlyArray<string>, from: string, to: string): void => {
  const moved: Array<string> = [];
  try {
    for (const name of names) {
      renameSync(join(from, name), join(to, name));
      moved.push(name);
    }
  } catch (error) {
    for (const name of moved.toReversed()) renameSync(join(to, name), join(from, name));
    throw error;
  }
};

/** Rename the staging folder to the first name that is free; null if none is. */
const claimName = (folder: string, names: ReadonlyArray<string>): string | null => {
  for (const name of names) {
    const home = join(folder, name);
    if (existsSync(home)) continue;
    renameSync(join(folder, migrationFolder), home);
    return home;
  }
  return null;
};

const migrate = (folder: string, namesFor: (record: TreeRecord) => ReadonlyArray<string>): Migration => {
  const staging = join(folder, migrationFolder);
  const record = readRecord(staging) ?? readRecord(folder);
  if (record === null) return { why: "it is not known which tree it belongs to" };
  mkdirSync(staging, { recursive: true, mode: 0o700 });
  const entries = readdirSync(folder);
  for (const name of entries.filter(isRecreated)) rmSync(join(folder, name), { force: true });
  // The record is moved first, because resuming an interrupted move requires the name of the tree.
  const parts = entries.filter((name) => isPart(name) && !isRecreated(name));
  moveAll(
    [...parts].sort((one) => (one === homeFiles.record ? -1 : 0)),
    folder,
    staging,
  );
  const home = claimName(folder, namesFor(record));
  if (home === null) return { why: "all names for its new home are taken" };
  for (const name of entries.filter(isLock)) rmSync(join(folder, name), { force: true });
  return { home };
};

/**
 * Move the home of an earlier version, which was the folder of all homes itself, to a folder of its own below, if
 * nothing of it runs. Nothing stored contains the home's path, but running processes have it in their environment.
 * The next call resumes a move that was interrupted by a kill or a power failure.
 */
export const migrateLegacyHome = async (
  folder: string,
  namesFor: (record: TreeRecord) => ReadonlyArray<string>,
): Promise<Migration> => {
  try {
    const lock = await holdFile(join(folder, homeFiles.lock));
    if (lock === null) return { why: "its daemon is running" };
    try {
      const hasLive = [folder, join(folder, migrationFolder)].some(hasLiveRuns);
      return hasLive
        ? { why: "its daemon was killed and its children still run" }
        : migrate(folder, namesFor);
    } finally {
      await lock.release();
    }
  } catch (error) {
    const staging = join(folder, migrationFolder);
    if (existsSync(staging) && readdirSync(staging).length === 0) rmdirSync(staging);
    return { why: describeError(error) };
  }
};
