import { closeSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { writeWhole } from "./place.ts";

/** How the offsets of a stream relate to the file that it is written to. */
export interface Origin {
  /** The offset of the file's first byte: above 0 once the file was truncated. */
  readonly shift: number;
  /** What a daemon was about to do to the file, and may have done. */
  readonly intent?: Intent;
}

type Intent =
  /** Stop the program. */
  | { readonly kind: "freeze" }
  /** Empty the file, then put `tail` (base64), the beginning of a line, back into it. */
  | { readonly kind: "truncate"; readonly shift: number; readonly tail: string };

const untouched: Origin = { shift: 0 };

export const originFile = (file: string): string => `${file}.origin`;

export const readOrigin = (file: string): Origin => {
  try {
    return JSON.parse(readFileSync(originFile(file), "utf8")) as Origin;
  } catch {
    // The usual case: nobody has truncated it.
    return untouched;
  }
};

export const writeOrigin = (file: string, origin: Origin): void =>
  writeWhole(originFile(file), JSON.stringify(origin));

/**
 * Complete or undo what a daemon was about to do when it was killed. Returns whether the program may stand still
 * because of it; once it goes on, that is to be forgotten.
 */
export const settleOrigin = (file: string): boolean => {
  const { shift, intent } = readOrigin(file);
  if (intent?.kind !== "truncate") return intent !== undefined;
  if (wasTruncated(file, shift, intent)) {
    const descriptor = openSync(file, "r+");
    writeSync(descriptor, Buffer.from(intent.tail, "base64"), 0, null, 0);
    closeSync(descriptor);
    writeOrigin(file, { shift: intent.shift, intent: { kind: "freeze" } });
  } else writeOrigin(file, { shift, intent: { kind: "freeze" } });
  return true;
};

/** The program goes on. */
export const forgetIntent = (file: string): void => {
  if (readOrigin(file).intent) writeOrigin(file, { shift: readOrigin(file).shift });
};

/** While everything is in place the file is longer than what would be put back into it: whoever writes stands still. */
const wasTruncated = (file: string, shift: number, intent: Extract<Intent, { kind: "truncate" }>): boolean =>
  (statSync(file, { throwIfNoEntry: false })?.size ?? 0) < intent.shift - shift;
