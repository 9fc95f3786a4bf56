import { readdirSync } from "node:fs";
import { join } from "node:path";
import { database, earlierDatabases, homeFiles, longestSocketPath } from "./files.ts";
import { folderProblem } from "./folders.ts";
import { readRecord } from "./record.ts";

const inSocketPath = (home: string): string | null => {
  const socket = join(home, homeFiles.socket);
  const length = Buffer.byteLength(socket);
  return length > longestSocketPath
    ? `the path of the socket is too long (${length} bytes, ${longestSocketPath} at most): ${socket}; choose a shorter --home`
    : null;
};

/** The message that a folder can't be used as a home, without a final full stop. */
export const unusable = (home: string, why: string): string =>
  `${home} can't be used as a home: ${why}; choose another --home`;

/** Every home has some of these. */
const homeMarkers: ReadonlyArray<string> = [
  ...[
    homeFiles.lock,
    homeFiles.holder,
    homeFiles.format,
    homeFiles.log,
    homeFiles.settings,
    homeFiles.service,
  ],
  ...["runs", database, earlierDatabases.journal],
];

const isHome = (folder: string, entries: ReadonlyArray<string>): boolean =>
  entries.length === 0 || entries.some((name) => homeMarkers.includes(name)) || readRecord(folder) !== null;

/** The entries of a folder; null if it doesn't exist or can't be read. */
const entriesOf = (folder: string): ReadonlyArray<string> | null => {
  try {
    return readdirSync(folder);
  } catch {
    return null;
  }
};

/**
 * Why no daemon can use this home and what to do about it, as far as can be seen without creating it; null if one
 * can.
 */
export const homeProblem = (home: string): string | null => {
  const tooLong = inSocketPath(home);
  if (tooLong !== null) return tooLong;
  const problem = folderProblem(home);
  if (problem !== null) return unusable(home, problem);
  const entries = entriesOf(home);
  // A folder with other content is left alone.
  return entries === null || isHome(home, entries)
    ? null
    : `${home} has other files in it and is not a Sentinel home; choose an empty or new folder for --home`;
};
