import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Either } from "effect";
import { globSource } from "../../../domain/glob.ts";
import { protection } from "../../../protection.ts";

/** Why a file can't be read, as the rest of a sentence that begins with its name. */
type Refusal = string;

/** What opening a socket gives: on Linux, and on macOS. */
const isSocket = (code: string): boolean => code === "ENXIO" || code === "EOPNOTSUPP";

/** The system's error in words. */
export const refusalOf = (error: unknown): Refusal => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const guard = protection(code);
  if (guard !== null) return `may not be read: ${guard}`;
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist";
  if (code === "EACCES" || code === "EPERM") return "may not be read: permission denied";
  if (code === "ELOOP") return "is a symbolic link that leads to itself";
  if (isSocket(code)) return "is a socket, not a file";
  return `can't be read: ${error instanceof Error ? error.message : String(error)}`;
};

const decoder = new TextDecoder("utf-8", { fatal: true });

const isText = (bytes: Uint8Array): boolean => {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/** The first line that is not UTF-8, from 1. */
const firstBadLine = (bytes: Buffer): number => {
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, from);
    const end = newline < 0 ? bytes.length : newline + 1;
    if (!isText(bytes.subarray(from, end))) return line;
    from = end;
  }
  return line;
};

const textOf = (bytes: Buffer): Either.Either<string, Refusal> => {
  const mark = bytes.subarray(0, 2).toString("latin1");
  if (mark === "\xff\xfe" || mark === "\xfe\xff") return Either.left("is UTF-16; save it as UTF-8");
  if (!isText(bytes))
    return Either.left(`is not UTF-8 text, first in line ${firstBadLine(bytes)}; save it as UTF-8`);
  return Either.right(decoder.decode(bytes));
};

/**
 * The text of a file of limited size, or why it is not available. Anything but a regular file is refused before it is
 * read: a FIFO would block forever, a device might never end.
 */
const readText = (path: string, most: number): Either.Either<string, Refusal> => {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      if (stats.isDirectory()) return Either.left("is a directory, not a file");
      if (stats.isFIFO()) return Either.left("is a FIFO, not a file");
      if (!stats.isFile()) return Either.left("is a device, not a file");
      if (stats.size > most) return Either.left(`has ${stats.size} bytes; at most ${most} are read`);
      return textOf(readFileSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return Either.left(refusalOf(error));
  }
};

/** A pattern segment as a regular expression; names that begin with a dot must be matched explicitly. */
const segmentPattern = (segment: string): RegExp =>
  new RegExp(`^${segment.startsWith(".") ? "" : "(?!\\.)"}${globSource(segment)}$`);

/** How many levels `**` descends. */
const maxDepth = 16;

/** The entries of a directory, sorted; none if it is not readable. */
const entriesOf = (directory: string) => {
  try {
    return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
};

/**
 * An unreachable path, such as one below a file, does not exist; the system's own option covers missing entries only.
 */
const exists = (path: string): boolean => {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
};

/** Called with each path that is examined. */
type Visit = (path: string) => void;

/** A search for the files of a pattern. */
interface Search {
  /** Pairs of a directory and the rest of the pattern: several `**` reach the same pair in many ways. */
  readonly seen: Set<string>;
  readonly visit: Visit;
}

const matching = (
  directory: string,
  segments: ReadonlyArray<string>,
  depth: number,
  search: Search,
): ReadonlyArray<string> => {
  const pair = `${segments.length} ${directory}`;
  if (search.seen.has(pair)) return [];
  search.seen.add(pair);
  const [segment, ...rest] = segments;
  if (segment === undefined) return [directory];
  if (/[*?]/.test(segment)) search.visit(directory);
  if (segment === "**") {
    // Links are not followed, so that there are no cycles.
    const folders = entriesOf(directory).filter((each) => each.isDirectory() && !each.name.startsWith("."));
    const below =
      depth < maxDepth
        ? folders.flatMap(({ name }) => matching(join(directory, name), segments, depth + 1, search))
        : [];
    return [...matching(directory, rest, depth, search), ...below];
  }
  if (!/[*?]/.test(segment)) {
    const next = join(directory, segment);
    search.visit(next);
    return exists(next) ? matching(next, rest, depth, search) : [];
  }
  const wanted = segmentPattern(segment);
  const isLast = rest.length === 0;
  return entriesOf(directory)
    .filter((each) => wanted.test(each.name) && (isLast ? !each.isDirectory() : !each.isFile()))
    .flatMap(({ name }) => matching(join(directory, name), rest, depth, search));
};

/** The files under a directory that match a pattern with `*`, `?` and `**`, in alphabetical order. */
const glob = (directory: string, pattern: string, visit: Visit): ReadonlyArray<string> => {
  const start = pattern.startsWith("/") ? "/" : directory;
  const parts = pattern.split("/").filter((part) => part !== "" && part !== ".");
  const segments = parts.filter((part, index) => part !== "**" || parts[index + 1] !== "**");
  const found = matching(start, segments, 0, { seen: new Set(), visit });
  return [...new Set(found)].sort();
};

/** The files of this machine, up to a size limit. */
export const configFiles = (most: number, visit: Visit = () => undefined) => ({
  read: (path: string): Either.Either<string, Refusal> => {
    visit(path);
    return readText(path, most);
  },
  glob: (directory: string, pattern: string): ReadonlyArray<string> => glob(directory, pattern, visit),
});
