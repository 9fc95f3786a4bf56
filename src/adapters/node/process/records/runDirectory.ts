import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import type { Port } from "../../../../domain/tree/ports.ts";
import { errorCode } from "../../../../home/folders.ts";
import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";
import type { LeftRun, SpawnRequest } from "../../../../ports/machine/ProcessSpawner.ts";
import { entriesIn, runDirectory, runNumbersIn, runsDirectory } from "../../layout/runDirectories.ts";
import { pathOf } from "../../layout/slug.ts";
import type { FileValues } from "../environment/fileValues.ts";
import { parseShimStatus, type ShimStatus } from "../shim/shimStatus.ts";
import type { SpawnerContext } from "../spawnerContext.ts";
import { bootId, stateOf } from "../table/processTable.ts";
import { type Fingerprint, fingerprinted } from "./fingerprint.ts";

/** How many runs of a child keep their directories, including the newest. */
const keptRuns = 5;

/**
 * How many runs whose end is not in the journal yet keep their directories: several daemons in a row may be killed
 * before they write. There are more of them only if the journal can't be written.
 */
const keptUnrecordedRuns = 100;

/** The mark in the environment of a run's processes. It is unique within a home. */
export const markOf = (home: string, path: ChildPath, run: number): string => `${home}:${path}:${run}`;

/** What the next daemon needs to know about a run. The environment is omitted, because it may contain secrets. */
interface RunRequest extends Fingerprint {
  readonly run: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly boot: string;
  readonly spec: LeftRun["spec"];
  /** The ports that it listens on; absent if it declares none. */
  readonly ports?: ReadonlyArray<Port>;
  /** The variables that come from files; absent if there are none. */
  readonly files?: ReadonlyArray<FileValues>;
}

/** What is known about a run only when it starts. */
export type RunFacts = Pick<RunRequest, "ports" | "files">;

const requestOf = (
  { run, spec }: SpawnRequest,
  boot: string,
  { ports = [], files = [] }: RunFacts,
): RunRequest => {
  const { shutdown, stopSignal, ready } = spec;
  return {
    run,
    createdAt: new Date().toISOString(),
    boot,
    ...fingerprinted(spec),
    spec: { shutdown, stopSignal, ready },
    ...(ports.length === 0 ? {} : { ports }),
    ...(files.length === 0 ? {} : { files }),
  };
};

/** Make one level only: a home that was moved away must not come into being again. Throws the file system's error. */
const makeIfMissing = (folder: string): void => {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
};

/** Make the directory of a run, before anything of it starts. Rejects with the file system's error. */
export const createRunDirectory = async (
  { home, spares, boot, crashPoint }: Pick<SpawnerContext, "home" | "spares" | "boot" | "crashPoint">,
  request: SpawnRequest,
  facts: RunFacts = {},
): Promise<string> => {
  const directory = runDirectory(home, request);
  for (const folder of [dirname(dirname(directory)), dirname(directory)]) makeIfMissing(folder);
  await spares.moveTo(directory);
  crashPoint("start.directory-made");
  try {
    writeFileSync(join(directory, "request"), JSON.stringify(requestOf(request, boot, facts)), {
      mode: 0o600,
    });
  } catch (error) {
    // Otherwise the next daemon would take it for a run that began and failed.
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
  crashPoint("start.request-written");
  return directory;
};

/** Make the run's user the owner of its files. */
export const chownFiles = (directory: string, uid: number, gid: number): void => {
  for (const file of [".", ...readdirSync(directory)]) chownSync(join(directory, file), uid, gid);
};

const readOrNull = (file: string): string | null => {
  try {
    return readFileSync(file, "latin1");
  } catch (error) {
    if (isOutOfDescriptors(error)) throw error;
    // An incomplete run directory lacks some of its files.
    return null;
  }
};

const isOutOfDescriptors = (error: unknown): boolean => /^E[MN]FILE$/.test(errorCode(error));

/** How soon to read again what could not be read because no descriptor was left, in ms. */
const retryInterval = 100;

/** The same as `readShimStatus`, once a descriptor is free. */
export const shimStatusOnceReadable = async (directory: string): Promise<ShimStatus> => {
  for (;;) {
    try {
      return readShimStatus(directory);
    } catch {
      await sleep(retryInterval);
    }
  }
};

/** What the shim has reported about the run so far. Throws when out of descriptors: then nothing is known. */
export const readShimStatus = (directory: string): ShimStatus =>
  parseShimStatus(readOrNull(join(directory, "status")) ?? "");

/** Why the exit of a run is unknown: its shim was killed, or its files are gone. */
export const unknownExitReason = (directory: string): string =>
  existsSync(join(directory, "status"))
    ? "the shim that waited for it was killed"
    : `its files in ${directory} were deleted while it ran`;

/** The request that the run was started from; null if its directory is incomplete. */
export const readRequest = (directory: string): RunRequest | null => {
  try {
    return JSON.parse(readOrNull(join(directory, "request")) ?? "null");
  } catch {
    // Incomplete, or damaged.
    return null;
  }
};

/** Record that the run has reported readiness. Throws the file system's error. */
export const recordReady = (directory: string): void =>
  writeFileSync(join(directory, "ready"), "", { mode: 0o600 });

/** Whether the run has reported readiness. */
export const hasSaidReady = (directory: string): boolean => existsSync(join(directory, "ready"));

/**
 * When the shim wrote last, which is at the end of its command; ms since the epoch. File systems know it more exactly, but a
 * moment is stored in whole milliseconds: a fraction made what was decided about a job unreadable for the next daemon.
 */
export const endedAt = (directory: string): number => Math.floor(statSync(join(directory, "status")).mtimeMs);

/** Make sure that no shim can start this run any more. Returns false if one already has claimed it. */
export const withdraw = (directory: string): boolean => {
  const claim = join(directory, "claim");
  // It is never removed. An exception for each of a thousand runs would be slow.
  if (existsSync(claim)) return false;
  try {
    writeFileSync(claim, "never started\n", { flag: "wx", mode: 0o600 });
    return true;
  } catch {
    return false;
  }
};

/** A run directory on disk. */
export interface RunDirectory {
  readonly path: ChildPath;
  readonly run: number;
  readonly directory: string;
}

/** Every run directory of the home, a child's oldest first. */
export const allRunDirectories = (home: string): ReadonlyArray<RunDirectory> =>
  entriesIn(join(home, "runs")).flatMap((slug) => {
    const path = pathOf(slug);
    return runNumbersIn(runsDirectory(home, path)).map((run) => ({
      path,
      run,
      directory: runDirectory(home, { path, run }),
    }));
  });

const mayLive = (directory: string): boolean => {
  const { shim, child, exit } = readShimStatus(directory);
  return (
    exit === null &&
    readRequest(directory)?.boot === bootId() &&
    [shim, child].some((identity) => identity !== null && stateOf(identity) !== "gone")
  );
};

/** Whether a process of any run of the home may be alive. */
export const hasLiveRuns = (home: string): boolean =>
  allRunDirectories(home).some(({ directory }) => mayLive(directory));

/**
 * Remove a child's old runs, except those whose processes may be alive. `recordedRun`: the ends of the runs up to this
 * one are in the journal.
 */
export const pruneRuns = (
  home: string,
  path: ChildPath,
  recordedRun: number,
  crashPoint: CrashPointHook,
): void => {
  const runs = runNumbersIn(runsDirectory(home, path));
  const oldestUnrecorded = runs.at(-keptUnrecordedRuns) ?? 0;
  for (const run of runs.slice(0, -keptRuns)) {
    const directory = runDirectory(home, { path, run });
    if ((run > recordedRun && run >= oldestUnrecorded) || mayLive(directory)) continue;
    crashPoint("prune.removing");
    rmSync(directory, { recursive: true, force: true });
  }
};
