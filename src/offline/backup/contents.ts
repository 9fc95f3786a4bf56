import { database, earlierDatabases, homeFiles, samplesDatabase } from "../../home/files.ts";

/** The databases of a home, of this version and of 0.1. */
export const databases: ReadonlyArray<string> = [
  database,
  samplesDatabase,
  ...Object.values(earlierDatabases),
];

/** The file beside a database with the highest number of an event that was published. */
export const toldFile = (name: string): string => `${name}-told`;

/**
 * The small files of a home that are backed up as they are. Left out: what belongs to one daemon (its lock, holder,
 * socket, log, spare run directories), to one machine (service.json, the runs and their processes), or is old.
 */
export const smallFiles: ReadonlyArray<string> = [
  homeFiles.format,
  homeFiles.record,
  homeFiles.settings,
  // Of a tree that the user didn't write (managedTree.ts).
  "sentinel.yaml",
  "tls.pem",
];

/** A place in a restored home. */
interface RestoredPlace {
  /** The path within the home. */
  readonly path: string;
  /** The offset in that file. */
  readonly offset: number;
}

const atTheTop: ReadonlyArray<string> = [...smallFiles, ...databases, ...databases.map(toldFile)];

/** A file of the output of a run: a stream, from an offset on if its beginning was given back, or an archive of it. */
const streamPattern = /^(out|err)(@\d+|\.\d+-\d+\.gz|\.\d+-\d+\.blocks|\.origin)?$/;

/** Whether a file of a run's output is backed up. Those that a daemon hasn't completed are not. */
export const isOutputFile = (name: string): boolean => streamPattern.test(name) && !name.includes("@");

/** The name in a backup of a file that is empty up to an offset. */
export const fromOffset = (path: string, offset: number): string =>
  offset === 0 ? path : `${path}@${offset}`;

/**
 * Where a file of a backup belongs; null: it is no part of a home. Nobody who made a backup by hand may write
 * anywhere else.
 */
export const restoredPlace = (path: string): RestoredPlace | null => {
  if (atTheTop.includes(path)) return { path, offset: 0 };
  const [, child = "", run, file = ""] = /^output\/([\w.%+-]+)\/(?:(\d+)\/)?([^/]+)$/.exec(path) ?? [];
  if (child === "" || child === "." || child === "..") return null;
  if (run === undefined) return file === "index" ? { path, offset: 0 } : null;
  if (!streamPattern.test(file)) return null;
  const [name = "", offset = "0"] = file.split("@");
  return { path: `output/${child}/${run}/${name}`, offset: Number(offset) };
};
