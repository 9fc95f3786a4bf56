import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChildPath } from "../../../domain/ChildPath.ts";
import type { SpawnRequest } from "../../../ports/ProcessSpawner.ts";
import { bootId, isAlive } from "./procfs.ts";
import { parseShimStatus, type ShimStatus } from "./shimStatus.ts";
import { pathOf, slugOf } from "./slug.ts";

/** How many ended runs of a child keep their files. */
const keptRuns = 5;

/** Room for all that the shim writes, so that a full disk can't lose how a run ended. */
const statusSize = 512;

/** Where a run keeps what the next daemon must find: `runs/<path>/<number>/`. */
const runDirectoryOf = (home: string, path: ChildPath, run: number): string =>
  join(home, "runs", slugOf(path), String(run));

/** The mark that the processes of a run carry in their environment. */
export const markOf = (home: string, path: ChildPath, run: number): string => `${home}:${path}:${run}`;

/** Make the directory of a run, before anything of it starts. Throws the file system's error. */
export const createRunDirectory = (home: string, { path, run, spec }: SpawnRequest): string => {
  const directory = runDirectoryOf(home, path, run);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const request = { path, run, command: spec.command, cwd: spec.cwd, daemon: process.pid, boot: bootId() };
  writeFileSync(join(directory, "request"), JSON.stringify(request));
  for (const [file, content] of [
    ["status", " ".repeat(statusSize)],
    ["out", ""],
    ["err", ""],
  ] as const) {
    writeFileSync(join(directory, file), content, { mode: 0o600 });
  }
  return directory;
};

/** Give the run's files to the user that it runs as. */
export const giveTo = (directory: string, uid: number, gid: number): void => {
  for (const file of [".", ...readdirSync(directory)]) chownSync(join(directory, file), uid, gid);
};

/** What the shim has written about the run so far. */
export const readShimStatus = (directory: string): ShimStatus => {
  try {
    return parseShimStatus(readFileSync(join(directory, "status"), "latin1"));
  } catch {
    return { shim: null, child: null, exit: null };
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
    return [];
  }
};

const runNumbers = (directory: string): ReadonlyArray<number> =>
  entries(directory)
    .flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
    .sort((a, b) => a - b);

/** Every run directory of the home. */
export const allRunDirectories = (home: string): ReadonlyArray<RunDirectory> =>
  entries(join(home, "runs")).flatMap((slug) =>
    runNumbers(join(home, "runs", slug)).map((run) => ({
      path: pathOf(slug),
      run,
      directory: join(home, "runs", slug, String(run)),
    })),
  );

/** Remove what is left of a child's old runs; one whose processes may be alive is kept. */
export const pruneRuns = (home: string, path: ChildPath): void => {
  const parent = join(home, "runs", slugOf(path));
  for (const run of runNumbers(parent).slice(0, -keptRuns)) {
    const directory = join(parent, String(run));
    const { shim, child } = readShimStatus(directory);
    const mayLive = [shim, child].some((identity) => identity !== null && isAlive(identity));
    if (!mayLive) rmSync(directory, { recursive: true, force: true });
  }
};
