import { closeSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { replaceFile } from "../../../../home/replaceFile.ts";

/** How the offsets of a stream relate to its file. */
export interface Origin {
  /** The offset of the file's first byte: above 0 once the file was truncated. */
  readonly shift: number;
  /** An operation on the file that a daemon has begun and may have completed. */
  readonly intent?: Intent;
}

type Intent =
  /** Stop the program. */
  | { readonly kind: "freeze" }
  /** Empty the file, then put `tail` (base64), the beginning of a line, back into it. */
  | { readonly kind: "truncate"; readonly shift: number; readonly tail: string };

const notTruncated: Origin = { shift: 0 };

export const originFile = (file: string): string => `${file}.origin`;

export const readOrigin = (file: string): Origin => {
  try {
    return JSON.parse(readFileSync(originFile(file), "utf8")) as Origin;
  } catch {
    // The usual case: it was never truncated.
    return notTruncated;
  }
};

export const writeOrigin = (file: string, origin: Origin): void =>
  replaceFile(originFile(file), JSON.stringify(origin));

/**
 * Complete or undo an operation that a killed daemon had begun. Returns whether the program may still be stopped
 * because of it; once it is continued, call `clearIntent`.
 */
export const recoverOrigin = (file: string): boolean => {
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

/** The program was continued. */
export const clearIntent = (file: string): void => {
  if (readOrigin(file).intent) writeOrigin(file, { shift: readOrigin(file).shift });
};

/**
 * Before the truncation the file is longer than the tail that is put back; the program is stopped, so nothing is
 * appended meanwhile.
 */
const wasTruncated = (file: string, shift: number, intent: Extract<Intent, { kind: "truncate" }>): boolean =>
  (statSync(file, { throwIfNoEntry: false })?.size ?? 0) < intent.shift - shift;
