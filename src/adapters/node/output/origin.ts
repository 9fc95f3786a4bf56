import { readFileSync } from "node:fs";
import { writeWhole } from "./place.ts";

/** How the offsets of a stream relate to the file that it is written to. */
export interface Origin {
  /** The offset of the file's first byte: above 0 once the file was truncated. */
  readonly shift: number;
}

const untouched: Origin = { shift: 0 };

const originFile = (file: string): string => `${file}.origin`;

export const readOrigin = (file: string): Origin => {
  try {
    return { shift: Number(readFileSync(originFile(file), "utf8")) };
  } catch {
    // The usual case: nobody has truncated it.
    return untouched;
  }
};

export const writeOrigin = (file: string, { shift }: Origin): void =>
  writeWhole(originFile(file), `${shift}\n`);
