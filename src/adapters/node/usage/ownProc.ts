import { closeSync, openSync, readSync } from "node:fs";
import { Effect, type Scope } from "effect";

/** Reads a current number of this process; null if the system doesn't report it. */
export type ReadNumber = () => number | null;

/** Larger than any of these files. */
const buffer = Buffer.alloc(8192);

const readNumber =
  (file: number, pattern: RegExp): ReadNumber =>
  () => {
    const text = buffer.toString("latin1", 0, readSync(file, buffer, 0, buffer.length, 0));
    const number = pattern.exec(text)?.[1];
    return number === undefined ? null : Number(number);
  };

/**
 * The number in a file of /proc/self that the pattern's group matches, read again by each call. The file is kept open:
 * its content is needed most when no more files can be opened.
 */
export const ownProc = (name: string, pattern: RegExp): Effect.Effect<ReadNumber, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.try(() => openSync(`/proc/self/${name}`, "r")),
    (file) => Effect.sync(() => closeSync(file)),
  ).pipe(
    Effect.map((file) => readNumber(file, pattern)),
    // No /proc here.
    Effect.orElseSucceed((): ReadNumber => () => null),
  );
