import { closeSync, openSync, readSync } from "node:fs";
import { Effect, type Scope } from "effect";

/** A number that the system tells of this process, as it is now; null where it does not tell. */
type Told = () => number | null;

/** More than any of these files has, in bytes. */
const page = Buffer.alloc(8192);

const told =
  (file: number, pattern: RegExp): Told =>
  () => {
    const text = page.toString("latin1", 0, readSync(file, page, 0, page.length, 0));
    const number = pattern.exec(text)?.[1];
    return number === undefined ? null : Number(number);
  };

/**
 * What a file of /proc/self says where the pattern's group is. It is kept open: what is in it is needed most when no
 * file can be opened any more. Each reading finds what is true then.
 */
export const ownProc = (name: string, pattern: RegExp): Effect.Effect<Told, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.try(() => openSync(`/proc/self/${name}`, "r")),
    (file) => Effect.sync(() => closeSync(file)),
  ).pipe(
    Effect.map((file) => told(file, pattern)),
    // No /proc here.
    Effect.orElseSucceed((): Told => () => null),
  );
