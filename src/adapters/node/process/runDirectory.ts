import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ChildPath } from "../../../domain/ChildPath.ts";
import type { SpawnRequest } from "../../../ports/ProcessSpawner.ts";
import type { Ground } from "./ground.ts";
import { bootId, lifeOf } from "./processTable.ts";
import { parseShimStatus, type ShimStatus } from "./shimStatus.ts";
import { pathOf, slugOf } from "./slug.ts";

/** How many runs of a child keep their files, the newest included. */
const keptRuns = 5;

/** Where a run keeps what the next daemon must find: `runs/<path>/<number>/`. */
const runDirectoryOf = (home: string, path: ChildPath, run: number): string =>
  join(home, "runs", slugOf(path), String(run));

/** The mark that the processes of a run carry in their environment. No two runs of a home have the same. */
export const markOf = (home: string, path: ChildPath, run: number): string => `${home}:${path}:${run}`;

/** What the next daemon must know of a run. The environment is left out: it may hold secrets. */
const describe = ({ path, run, spec }: SpawnRequest, { daemon, boot }: Ground["maker"]): string => {
  const { env: _, ...rest } = spec;
  return JSON.stringify({ path, run, createdAt: new Date().toISOString(), daemon, boot, spec: rest });
};

/** Make the directory of a run, before anything of it starts. Rejects with the file system's error. */
export const createRunDirectory = async (
  { home, spares, maker }: Pick<Ground, "home" | "spares" | "maker">,
  request: SpawnRequest,
): Promise<string> => {
  const directory = runDirectoryOf(home, request.path, request.run);
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 });
  await spares.moveTo(directory);
  writeFileSync(join(directory, "request"), describe(request, maker), { mode: 0o600 });
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

/**
 * Whether the run was made since the machine was started. If not, its pids mean nothing, not even with
 * their start times, which are counted from that moment.
 */
export const isOfThisBoot = (directory: string): boolean =>
  readText(join(directory, "request"))?.includes(JSON.stringify(bootId())) ?? false;

/** See to it that no shim can start this run any more. False when one has: it is that shim's now. */
export const withdraw = (directory: string): boolean => {
  try {
    writeFileSync(join(directory, "claim"), "never started\n", { flag: "wx", mode: 0o600 });
    return true;
  } catch {
    return false;
  }
};

/** A run directory on disk. */
interface RunDirectory {
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
    isOfThisBoot(directory) &&
    [shim, child].some((identity) => identity !== null && lifeOf(identity) !== "gone")
  );
};

/** Remove a child's old runs, but for those whose processes may be alive. */
export const pruneRuns = (home: string, path: ChildPath): void => {
  const parent = join(home, "runs", slugOf(path));
  for (const run of runNumbers(parent).slice(0, -keptRuns)) {
    const directory = join(parent, String(run));
    if (!mayLive(directory)) rmSync(directory, { recursive: true, force: true });
  }
};
