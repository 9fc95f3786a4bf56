import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { restoredPlace } from "./contents.ts";
import { type Label, labelName, parseLabel } from "./label.ts";
import { readTar, type Sink } from "./readTar.ts";

/** Why a backup is not restored; the message is for users. */
export class Refused extends Error {}

const toFile = (path: string, offset: number): Sink => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, "wx", 0o600);
  let position = offset;
  // What is before it is a hole again, which takes no space.
  ftruncateSync(file, offset);
  return {
    write: (chunk) => {
      for (let written = 0; written < chunk.length; )
        written += writeSync(file, chunk, written, chunk.length - written, position + written);
      position += chunk.length;
    },
    end: () => {
      fsyncSync(file);
      closeSync(file);
    },
  };
};

/** Thrown to read no more of an archive than its label. */
class Read extends Error {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
}

const notABackup = (file: string): Refused => new Refused(`${file} is not a backup of Sentinel`);

/** The label of a backup, which is its first file. */
export const labelOf = async (file: string): Promise<Label> => {
  const chunks: Array<Buffer> = [];
  const found = await readTar(file, (path) => {
    if (path !== labelName) throw notABackup(file);
    return {
      write: (chunk) => void chunks.push(chunk),
      end: () => {
        throw new Read(Buffer.concat(chunks).toString("utf8"));
      },
    };
  }).catch((error: unknown) => {
    if (error instanceof Read) return parseLabel(error.text);
    throw error;
  });
  if (!found) throw notABackup(file);
  return found;
};

const nowhere: Sink = { write: () => undefined, end: () => undefined };

/** Unpack the files of a backup into a folder. Rejects with what is wrong with it. */
export const unpack = (file: string, folder: string): Promise<void> =>
  readTar(file, (path) => {
    if (path === labelName) return nowhere;
    const place = restoredPlace(path);
    if (place === null) throw new Refused(`${file} has a file that is no part of a home: ${path}`);
    return toFile(join(folder, place.path), place.offset);
  });
