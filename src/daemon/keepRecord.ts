import { resolve } from "node:path";
import { fileOfSource, type TreeFile } from "../domain/tree/TreeFile.ts";
import { readRecord, type TreeRecord, writeRecord } from "../home/record.ts";

/** The tree that runs, and the source it came from; null: it was taken up as an earlier daemon had left it. */
interface Running {
  readonly name: string;
  readonly source: string | null;
}

/** The file that the daemon goes by. */
interface Own {
  readonly file: string;
  readonly found: TreeFile;
}

/**
 * Which tree the home belongs to, now that this one runs; null where that can't be told. It stays with its file, whatever
 * else declares a tree of its name; it goes to another file with another tree, or if a daemon goes by that one.
 */
const recordOf = (
  { name, source }: Running,
  { file, found }: Own,
  known: TreeRecord | null,
): TreeRecord | null => {
  const isOwn =
    source === null ? found.kind === "valid" && found.tree.name === name : source === found.source;
  if (isOwn) return { name, file: resolve(file) };
  const from = source === null ? null : fileOfSource(source);
  if (known === null) return from === null ? null : { name, file: from };
  return { name, file: name === known.name ? known.file : (from ?? known.file) };
};

/** Record in a home which tree it belongs to, if that is another one than is recorded. */
export const keepRecord = (home: string, running: Running, own: Own): void => {
  const known = readRecord(home);
  const record = recordOf(running, own, known);
  if (record === null || (known?.name === record.name && known.file === record.file)) return;
  try {
    writeRecord(home, record);
  } catch {
    // No room, for one. The next daemon records it.
  }
};
