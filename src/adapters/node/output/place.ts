import { linkSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChildPath } from "../../../domain/ChildPath.ts";
import type { LogStream, RunName } from "../../../ports/LogStore.ts";
import { slugOf } from "../process/slug.ts";

/** What a run calls its streams on disk. */
export const fileNames: Readonly<Record<LogStream, string>> = { stdout: "out", stderr: "err" };

export const bothStreams: ReadonlyArray<LogStream> = ["stdout", "stderr"];

/** Where the runs of a child write. */
export const runsDirectory = (home: string, path: ChildPath): string => join(home, "runs", slugOf(path));

/** Where the run itself writes. */
export const runDirectory = (home: string, { path, run }: RunName): string =>
  join(runsDirectory(home, path), String(run));

/** Where the store keeps what it knows of a child: `index`, and a folder for each run. */
export const childDirectory = (home: string, path: ChildPath): string => join(home, "output", slugOf(path));

export const outputDirectory = (home: string, { path, run }: RunName): string =>
  join(childDirectory(home, path), String(run));

export const entries = (directory: string): ReadonlyArray<string> => {
  try {
    return readdirSync(directory);
  } catch {
    // Not there (yet, or any more).
    return [];
  }
};

/** The runs that have a folder of their own in one, oldest first. */
export const runsIn = (directory: string): ReadonlyArray<number> =>
  entries(directory)
    .flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
    .sort((a, b) => a - b);

/**
 * Give the files of a run a second name in the store's own folder, which is not the run's user's to write,
 * and in which they stay when the run directory is removed. Returns whether they are there.
 */
export const keepFiles = (home: string, run: RunName): boolean => {
  const directory = outputDirectory(home, run);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const name of Object.values(fileNames)) {
    try {
      linkSync(join(runDirectory(home, run), name), join(directory, name));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      // A run that was never made, or was removed already: what is known of it stays.
      if (code === "ENOENT") return entries(directory).length > 0;
      if (code !== "EEXIST") throw error;
    }
  }
  return true;
};

/** Replace a file in one step, so that whoever is killed leaves the old or the new. */
export const writeWhole = (file: string, text: string): void => {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};
