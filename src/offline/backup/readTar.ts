import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { Parser } from "tar";

/** Takes the content of a file in pieces. */
export interface Sink {
  readonly write: (chunk: Buffer) => void;
  readonly end: () => void;
}

/**
 * Read a compressed archive in constant memory. `open`: called for each file in turn, with its path. Rejects with what
 * is wrong with the archive, or with the error of a sink.
 */
export const readTar = async (file: string, open: (path: string) => Sink): Promise<void> => {
  const parser = new Parser({ strict: true });
  let failure: unknown = null;
  parser.on("error", (error) => {
    failure ??= error;
  });
  parser.on("entry", (entry) => {
    // Whoever has packed it again may have added folders.
    if (entry.type === "Directory") return entry.resume();
    if (!/^(Old)?File$/.test(entry.type)) throw new Error(`${entry.path} in it is not a plain file`);
    const sink = open(entry.path);
    entry.on("data", sink.write);
    entry.on("end", sink.end);
  });
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  source.on("error", (error) => unpacked.destroy(error));
  for await (const chunk of unpacked) {
    parser.write(chunk);
    if (failure !== null) throw failure;
  }
  parser.end();
  if (failure !== null) throw failure;
};
