import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { LogStream, RunName } from "../../../domain/LogLine.ts";
import type { ChildPath } from "../../../domain/tree/ChildPath.ts";
import { slugOf } from "./slug.ts";

/** The file names of a run's streams. */
export const streamFiles: Readonly<Record<LogStream, string>> = { stdout: "out", stderr: "err" };

export const streams: ReadonlyArray<LogStream> = ["stdout", "stderr"];

/** The directory of a child's runs: `HOME/runs/SLUG`. */
export const runsDirectory = (home: string, path: ChildPath): string => join(home, "runs", slugOf(path));

/** The directory of a run, which holds all that the next daemon must find: `HOME/runs/SLUG/NUMBER`. */
export const runDirectory = (home: string, { path, run }: RunName): string =>
  join(runsDirectory(home, path), String(run));

/** The names in a directory; none if it does not exist or can't be read. */
export const entriesIn = (directory: string): ReadonlyArray<string> => {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
};

/** The runs that have a directory of their own in this one, oldest first. */
export const runNumbersIn = (directory: string): ReadonlyArray<number> =>
  entriesIn(directory)
    .flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
    .sort((a, b) => a - b);
