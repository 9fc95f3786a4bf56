import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { holdFile } from "../../adapters/node/home/lock.ts";
import { runNumbersIn } from "../../adapters/node/layout/runDirectories.ts";
import { newerDatabaseProblem } from "../../adapters/sqlite/file/newerDatabase.ts";
import { homeFiles } from "../../home/files.ts";
import { describeError, errorCode, makeFolder } from "../../home/folders.ts";
import { readRecord, writeRecord } from "../../home/record.ts";
import { databaseState } from "../doctor/database.ts";
import { databases } from "./contents.ts";
import { type Label, newerBackupProblem } from "./label.ts";
import { occupied, stagingFolder } from "./occupied.ts";
import { labelOf, Refused, unpack } from "./unpack.ts";

/** A home that was restored. */
interface Restored {
  readonly home: string;
  readonly label: Label;
}

/**
 * Take the number of each child's last run, so that its next one gets another: the memory of the child may be some
 * milliseconds older than the output. A claimed run directory without a request is one of a run that never began.
 */
const claimRuns = (home: string): void => {
  const output = join(home, "output");
  for (const slug of existsSync(output) ? readdirSync(output) : []) {
    const last = runNumbersIn(join(output, slug)).at(-1);
    if (last === undefined) continue;
    const run = join(home, "runs", slug, String(last));
    mkdirSync(run, { recursive: true, mode: 0o700 });
    writeFileSync(join(run, "claim"), "restored from a backup\n", { mode: 0o600 });
  }
};

/** A file of the tree that was in the home is in the new one. */
const moveRecord = (staging: string, from: string, home: string): void => {
  const record = readRecord(staging);
  if (record !== null && dirname(record.file) === from)
    writeRecord(staging, { ...record, file: join(home, record.file.slice(from.length)) });
};

/** Why what was unpacked can't be used; null if it can. */
const contentProblem = async (file: string, staging: string): Promise<string | null> => {
  if (!databases.some((name) => existsSync(join(staging, name)))) return `${file} has no database in it`;
  const newer = await newerDatabaseProblem(staging);
  if (newer !== null)
    return newer.replace(staging, file).replace(/: use that version.*/, ": restore it with that version");
  const state = await databaseState(staging);
  return state?.damage ? `the database in ${file} is damaged: ${state.damage}` : null;
};

/** Databases are moved last: without one, an interrupted restore can be repeated. */
const moveUp = (staging: string, home: string): void => {
  const names = readdirSync(staging);
  const isLast = (name: string): boolean => databases.includes(name);
  for (const name of [...names.filter((one) => !isLast(one)), ...names.filter(isLast)]) {
    rmSync(join(home, name), { recursive: true, force: true });
    renameSync(join(staging, name), join(home, name));
  }
  rmdirSync(staging);
};

const describe = (file: string, error: unknown): string => {
  if (error instanceof Refused) return error.message;
  const code = errorCode(error);
  if (code === "Z_BUF_ERROR" || code === "TAR_BAD_ARCHIVE")
    return `${file} is incomplete or damaged; nothing was restored`;
  if (code.startsWith("Z_"))
    return `${file} is not a backup of Sentinel, or is damaged; nothing was restored`;
  return `${file} can't be restored: ${describeError(error)}`;
};

/** Fill a home that nobody else can use meanwhile. Rejects with the reason why not. */
const fill = async (home: string, file: string, label: Label): Promise<void> => {
  const staging = join(home, stagingFolder);
  rmSync(staging, { recursive: true, force: true });
  try {
    mkdirSync(staging, { mode: 0o700 });
    await unpack(file, staging);
    const wrong = await contentProblem(file, staging);
    if (wrong !== null) throw new Refused(wrong);
    claimRuns(staging);
    moveRecord(staging, label.home, home);
    moveUp(staging, home);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
};

/** Make a home of a backup; or why not. `homeFor`: the folder for the home of a tree. */
export const restore = async (
  file: string,
  homeFor: (tree: string | null) => string,
): Promise<Restored | string> => {
  const label = await labelOf(file).catch((error: unknown) => describe(file, error));
  if (typeof label === "string") return label;
  const home = homeFor(label.tree);
  const wasThere = existsSync(home);
  const problem = newerBackupProblem(file, label) ?? occupied(home) ?? makeFolder(home);
  if (problem !== null) return problem;
  const lock = await holdFile(join(home, homeFiles.lock));
  if (lock === null) return `a daemon is starting in ${home}; choose another --home`;
  const failure = await fill(home, file, label).then(
    () => null,
    (error: unknown) => describe(file, error),
  );
  await lock.release();
  if (failure === null) return { home, label };
  if (!wasThere) rmSync(home, { recursive: true, force: true });
  return failure;
};
