import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { homeFiles } from "./files.ts";

/**
 * The format of everything in a home: run directories, output, database. Newer ones are refused; format 1, of
 * version 0.1, is upgraded when a daemon starts.
 */
export const knownFormat = 2;

/** The format of a home. A home without a statement is of the first version. */
export const formatOf = (home: string): number => {
  const file = join(home, homeFiles.format);
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : 1;
};

/** The sentence about what a newer version has written. `part`: what is numbered, such as `format`. */
export const writtenByNewer = (
  what: string,
  part: string,
  { found, known }: { readonly found: number; readonly known: number },
): string => `${what} was written by a newer Sentinel (${part} ${found}, and this one knows ${known})`;

/** Why this version can't use a home, by its format; null if it can. */
export const newerFormatProblem = (home: string): string | null => {
  const found = formatOf(home);
  return found <= knownFormat
    ? null
    : `${writtenByNewer(home, "format", { found, known: knownFormat })}: use that version, or choose another --home`;
};
