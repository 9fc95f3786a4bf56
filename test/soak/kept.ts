import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathOf } from "../../src/adapters/node/layout/slug.ts";
import { childDirectory } from "../../src/adapters/node/output/files/outputDirectory.ts";
import type { LogStream } from "../../src/domain/LogLine.ts";
import type { LogLimits } from "../../src/domain/tree/ChildSpec.ts";
import type { Life } from "../process/death/notes.ts";
import type { LineAccount } from "./LineAccount.ts";

/** So much is read at once, and comes whole into an archive, in bytes. */
const piece = 256 * 1024;

const streams = [
  ["out", "stdout"],
  ["err", "stderr"],
] as const satisfies ReadonlyArray<readonly [string, LogStream]>;

interface File {
  /** Below the child's directory. */
  readonly name: string;
  /** Bytes that it takes on the disk. */
  readonly space: number;
}

const filesIn = (folder: string): ReadonlyArray<File> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap((name) => {
    // A limit may be at work.
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return stats?.isFile() ? [{ name, space: stats.blocks * 512 }] : [];
  });

/** Bytes on the disk of all that is kept of a child's output. */
export const spaceOf = (home: string, path: string): number =>
  filesIn(childDirectory(home, path)).reduce((sum, { space }) => sum + space, 0);

/** What of a child's output is more than its limits allow. */
export const wrongInLimits = (
  home: string,
  path: string,
  { maxSize, maxFiles, maxTotal }: LogLimits,
): ReadonlyArray<string> => {
  const files = filesIn(childDirectory(home, path));
  const archives = files.flatMap(({ name }) => {
    const [, from, to] = /\.(\d+)-(\d+)\.gz$/.exec(name) ?? [];
    return from === undefined ? [] : [Number(to) - Number(from)];
  });
  const live = files.filter(({ name, space }) => /\/(out|err)$/.test(name) && space > 0);
  const count = archives.length + new Set(live.map(({ name }) => name.split("/")[0])).size;
  const total = spaceOf(home, path);
  const largest = Math.max(0, ...archives);
  return [
    ...(count > maxFiles ? [`${path}: ${count} files are kept, not ${maxFiles}`] : []),
    ...(total > maxTotal ? [`${path}: ${total} bytes are kept, not ${maxTotal}`] : []),
    ...(largest > maxSize + piece ? [`${path}: an archive has ${largest} bytes, not ${maxSize}`] : []),
  ];
};

/** The lines of a file that is whole; null where some of it was archived or removed. */
const linesIn = (file: string): number | null => {
  const text = readFileSync(file, "latin1");
  return text.startsWith("\0") || text === "" ? null : text.split("\n").length - 1;
};

/** Of what is still there of a run as it was printed, each line was heard: also of those that were killed. */
export const wrongInFiles = (home: string, { path, run }: Life, heard: LineAccount): ReadonlyArray<string> =>
  streams.flatMap(([name, stream]) => {
    const file = join(childDirectory(home, path), String(run), name);
    const printed = existsSync(file) ? linesIn(file) : null;
    const told = heard.linesOf(path, run, stream);
    return printed === null || printed === told
      ? []
      : [`${path} run ${run} ${stream}: ${told} lines were heard, ${printed} are in the file`];
  });

/** What a child has printed to the files that are still there, in bytes: what is archived of it is a hole. */
export const printedBy = (home: string, path: string): number => {
  const folder = childDirectory(home, path);
  const outs = filesIn(folder).filter(({ name }) => name.endsWith("/out"));
  return outs.reduce((sum, { name }) => sum + statSync(join(folder, name)).size, 0);
};

/** The children of whose output something is kept. */
export const childrenKept = (home: string): ReadonlyArray<string> =>
  readdirSync(join(home, "output")).map(pathOf);
