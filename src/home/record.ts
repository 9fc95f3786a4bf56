import { readFileSync } from "node:fs";
import { join } from "node:path";
import { homeFiles } from "./files.ts";
import { replaceFile } from "./replaceFile.ts";

/** Which tree a home belongs to. */
export interface TreeRecord {
  /** The tree's name. */
  readonly name: string;
  /** The absolute path of its file. */
  readonly file: string;
}

const knownFormat = 1;

/** The tree that a home belongs to; null: no daemon of a version that records it has used this home. */
export const readRecord = (home: string): TreeRecord | null => {
  try {
    const { format, name, file }: Readonly<Record<string, unknown>> = JSON.parse(
      readFileSync(join(home, homeFiles.record), "utf8"),
    );
    return format === knownFormat && typeof name === "string" && typeof file === "string"
      ? { name, file }
      : null;
  } catch {
    return null;
  }
};

/** The record as it is stored. */
export const recordText = ({ name, file }: TreeRecord): string =>
  `${JSON.stringify({ format: knownFormat, name, file })}\n`;

/** Record which tree a home belongs to. Throws the file system's error. */
export const writeRecord = (home: string, record: TreeRecord): void =>
  replaceFile(join(home, homeFiles.record), recordText(record));
