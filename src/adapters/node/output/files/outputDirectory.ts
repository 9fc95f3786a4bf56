import { linkSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { RunName } from "../../../../domain/LogLine.ts";
import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import { entriesIn, runDirectory, streamFiles } from "../../layout/runDirectories.ts";
import { slugOf } from "../../layout/slug.ts";

/** The store's directory of a child: `index`, and a directory for each run. */
export const childDirectory = (home: string, path: ChildPath): string => join(home, "output", slugOf(path));

/** The store's directory of a run. */
export const outputDirectory = (home: string, { path, run }: RunName): string =>
  join(childDirectory(home, path), String(run));

/**
 * Hard-link the files of a run into the store's directory, where the run's user can't write and where they stay when
 * the run directory is removed. Returns whether they exist there.
 */
export const linkFiles = (home: string, run: RunName): boolean => {
  const directory = outputDirectory(home, run);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const name of Object.values(streamFiles)) {
    try {
      linkSync(join(runDirectory(home, run), name), join(directory, name));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      // The run directory was never made, or is removed: the store keeps its files of the run.
      if (code === "ENOENT") return entriesIn(directory).length > 0;
      if (code !== "EEXIST") throw error;
    }
  }
  return true;
};
