import { createHash } from "node:crypto";
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
import type { ChildPath } from "../../../domain/ChildPath.ts";
import type { ServiceSpec } from "../../../domain/ChildSpec.ts";
import { passing } from "../../../domain/Step.ts";
import type { SpawnRequest } from "../../../ports/ProcessSpawner.ts";
import type { Ground } from "./ground.ts";
import { bootId, lifeOf } from "./processTable.ts";
import { parseShimStatus, type ShimStatus } from "./shimStatus.ts";
import { pathOf, slugOf } from "./slug.ts";

/** How many runs of a child keep their files, the newest included. */
const keptRuns = 5;

/**
 * For so many ms after its end every run keeps them: how it ended may be written nowhere else yet, also when some
 * daemons in a row are killed before they have written anything.
 */
const keptFor = 15_000;

/** Where a run keeps what the next daemon must find: `runs/<path>/<number>/`. */
export const runDirectoryOf = (home: string, path: ChildPath, run: number): string =>
  join(home, "runs", slugOf(path), String(run));

/** The mark that the processes of a run carry in their environment. No two runs of a home have the same. */
export const markOf = (home: string, path: ChildPath, run: number): string => `${home}:${path}:${run}`;

/** What tells two declarations apart for a process that runs already: all that can't be changed under it. */
export const fingerprintOf = ({ command, cwd, env, inheritEnv, uid, gid, umask }: ServiceSpec): string =>
  createHash("sha256")
    .update(JSON.stringify([command, cwd, Object.entries(env).sort(), inheritEnv, uid, gid, umask]))
    .digest("hex");

/** What the next daemon must know of a run. The environment is left out: it may hold secrets. */
interface RunRequest {
  readonly run: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly boot: string;
  readonly fingerprint: string;
  readonly spec: Pick<ServiceSpec, "shutdown" | "stopSignal" | "ready">;
}

const describe = ({ run, spec }: SpawnRequest, boot: string): RunRequest => {
  const { shutdown, stopSignal, ready } = spec;
  const fingerprint = fingerprintOf(spec);
  return {
    run,
    createdAt: new Date().toISOString(),
    boot,
    fingerprint,
    spec: { shutdown, stopSignal, ready },
  };
};

/** Make the directory of a run, before anything of it starts. Rejects with the file system's error. */
export const createRunDirectory = async (
  { home, spares, boot }: Pick<Ground, "home" | "spares" | "boot">,
  request: SpawnRequest,
): Promise<string> => {
  const directory = runDirectoryOf(home, request.path, request.run);
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 });
  await spares.moveTo(directory);
  passing("start.directory-made");
  try {
    writeFileSync(join(directory, "request"), JSON.stringify(describe(request, boot)), { mode: 0o600 });
  } catch (error) {
    // Else the next daemon would take it for a run that was begun and failed.
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
  passing("start.request-written");
  return directory;
};

/** Give the run's files to the user that it runs as. */
export const giveTo = (directory: string, uid: number, gid: number): void => {
  for (const file of [".", ...readdirSync(directory)]) chownSync(join(directory, file), uid, gid);
};

const readText = (file: string): string | null => {
  try {
    return readFileSync(file, "latin1");
  } catch {
    // A run directory that is half made, or half removed, lacks some of its files.
    return null;
  }
};

/** What the shim has written about the run so far. */
export const readShimStatus = (directory: string): ShimStatus =>
  parseShimStatus(readText(join(directory, "status")) ?? "");

/** What was asked of the run; null when its directory is half made. */
export const readRequest = (directory: string): RunRequest | null => {
  try {
    return JSON.parse(readText(join(directory, "request")) ?? "null");
  } catch {
    // Half written, or by somebody else.
    return null;
  }
};

/** Keep in mind that the run has said that it is ready. Throws the file system's error. */
export const noteReady = (directory: string): void =>
  writeFileSync(join(directory, "ready"), "", { mode: 0o600 });

/** Whether the run has said that it is ready. */
export const hasSaidReady = (directory: string): boolean => existsSync(join(directory, "ready"));

/** When the shim has last written, which it does at the end of its command; ms since the epoch. */
export const endedAt = (directory: string): number => statSync(join(directory, "status")).mtimeMs;

/** See to it that no shim can start this run any more. False when one has: it is that shim's now. */
export const withdraw = (directory: string): boolean => {
  const claim = join(directory, "claim");
  // It never goes away again. An exception for each of a thousand runs would take a while.
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

const entries = (directory: string): ReadonlyArray<string> => {
  try {
    return readdirSync(directory);
  } catch {
    // Nothing has run yet.
    return [];
  }
};

const runNumbers = (directory: string): ReadonlyArray<number> =>
  entries(directory)
    .flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
    .sort((a, b) => a - b);

/** Every run directory of the home, a child's oldest first. */
export const allRunDirectories = (home: string): ReadonlyArray<RunDirectory> =>
  entries(join(home, "runs")).flatMap((slug) =>
    runNumbers(join(home, "runs", slug)).map((run) => ({
      path: pathOf(slug),
      run,
      directory: join(home, "runs", slug, String(run)),
    })),
  );

const mayLive = (directory: string): boolean => {
  const { shim, child } = readShimStatus(directory);
  return (
    readRequest(directory)?.boot === bootId() &&
    [shim, child].some((identity) => identity !== null && lifeOf(identity) !== "gone")
  );
};

const hasJustEnded = (directory: string): boolean => {
  const status = statSync(join(directory, "status"), { throwIfNoEntry: false });
  return status !== undefined && Math.abs(Date.now() - status.mtimeMs) < keptFor;
};

/** Remove a child's old runs, but for those whose processes may be alive. */
export const pruneRuns = (home: string, path: ChildPath): void => {
  const parent = join(home, "runs", slugOf(path));
  for (const run of runNumbers(parent).slice(0, -keptRuns)) {
    const directory = join(parent, String(run));
    if (hasJustEnded(directory) || mayLive(directory)) continue;
    passing("prune.removing");
    rmSync(directory, { recursive: true, force: true });
  }
};
