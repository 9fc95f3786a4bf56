import { resolve } from "node:path";
import { fileOfSource, type TreeFile } from "../domain/tree/TreeFile.ts";
import { readRecord, type TreeRecord, writeRecord } from "../home/record.ts";

/** The running tree and the source that it came from; null: it was adopted as an earlier daemon left it. */
interface Running {
  readonly name: string;
  readonly source: string | null;
}

/** The file that the daemon follows. */
interface Own {
  readonly file: string;
  readonly found: TreeFile;
}

/**
 * The tree that the home belongs to, now that this one runs; null if that is unknown. A tree keeps its file if another
 * source declares a tree with the same name. The file changes if another tree came from another file, or if the daemon
 * follows another file.
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

/** Record in a home which tree it belongs to, if that has changed. */
export const keepRecord = (home: string, running: Running, own: Own): void => {
  const known = readRecord(home);
  const record = recordOf(running, own, known);
  if (record === null || (known?.name === record.name && known.file === record.file)) return;
  try {
    writeRecord(home, record);
  } catch {
    // The disk may be full, for example. The next daemon records it.
  }
};
