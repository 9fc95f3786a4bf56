import { lstatSync, statSync } from "node:fs";
import { join } from "node:path";
import { homeFiles, longestSocketPath } from "../../../home/files.ts";
import { folderProblem } from "../../../home/folders.ts";
import { homeProblem } from "../../../home/homeProblem.ts";
import type { HomeEntry, HomeFacts } from "../judge/home.ts";
import { namesIn } from "./system.ts";

const entry = (path: string, stat: typeof statSync | typeof lstatSync): ReadonlyArray<HomeEntry> => {
  const found = stat(path, { throwIfNoEntry: false });
  return found ? [{ path, mode: found.mode & 0o777, uid: found.uid }] : [];
};

const folderOf = (home: string): HomeEntry | null => {
  try {
    return entry(home, statSync)[0] ?? null;
  } catch {
    // A folder above it can't be entered, which is found as a problem.
    return null;
  }
};

/** Why a folder can't be a home, apart from its length, which is a check of its own. */
const problemOf = (home: string, length: number): string | null =>
  folderProblem(home) ?? (length > longestSocketPath ? null : homeProblem(home));

/** Look at the folder of a home, which need not exist. `isHeld`: by a daemon. */
export const homeFacts = (home: string, isHeld: boolean): HomeFacts => {
  const length = Buffer.byteLength(join(home, homeFiles.socket));
  const folder = folderOf(home);
  return {
    home,
    problem: problemOf(home, length),
    folder,
    entries: folder === null ? [] : namesIn(home).flatMap((name) => entry(join(home, name), lstatSync)),
    uid: process.getuid?.() ?? 0,
    socketPath: { length, longest: longestSocketPath },
    isHeld,
  };
};
