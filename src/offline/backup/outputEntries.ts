import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { runNumbersIn, streamFiles } from "../../adapters/node/layout/runDirectories.ts";
import { originFile } from "../../adapters/node/output/files/origin.ts";
import { errorCode } from "../../home/folders.ts";
import { fromOffset, isOutputFile } from "./contents.ts";
import type { TarEntry } from "./writeTar.ts";

/** A file got shorter while it was read, or its beginning was given back: the backup has to begin anew. */
export class FileChanged extends Error {}

const chunkSize = 1024 * 1024;
const zeros = Buffer.alloc(chunkSize);

/** Where the content of a file begins: its beginning may be a hole (retention/punchHole.ts), which has no content. */
const beginning = async (handle: FileHandle, size: number): Promise<number> => {
  const buffer = Buffer.allocUnsafe(chunkSize);
  for (let offset = 0; offset < size; offset += chunkSize) {
    const { bytesRead } = await handle.read(buffer, 0, chunkSize, offset);
    if (!buffer.subarray(0, bytesRead).equals(zeros.subarray(0, bytesRead))) return offset;
  }
  return 0;
};

async function* contentOf(handle: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  for (let offset = from; offset < to; ) {
    const buffer = Buffer.allocUnsafe(Math.min(chunkSize, to - offset));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
    if (bytesRead === 0) throw new FileChanged();
    yield buffer.subarray(0, bytesRead);
    offset += bytesRead;
  }
}

/** A file as it is now, up to its present end; nothing if it isn't there. */
async function* fileEntry(home: string, path: string): AsyncGenerator<TarEntry> {
  const handle = await open(join(home, path), "r").catch((error: unknown) => {
    // The daemon has removed it meanwhile, by the limits of its child.
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  });
  if (handle === null) return;
  try {
    const { size } = await handle.stat();
    const from = await beginning(handle, size);
    yield { path: fromOffset(path, from), size: size - from, content: contentOf(handle, from, size) };
  } finally {
    await handle.close();
  }
}

/** A short text as a file. */
export const textEntry = (path: string, text: string): TarEntry => {
  const content = Buffer.from(text);
  return { path, size: content.length, content: [content] };
};

/** Files that are copied as they are; ones that aren't there are left out. */
export async function* fileEntries(home: string, paths: ReadonlyArray<string>): AsyncGenerator<TarEntry> {
  for (const path of paths) yield* fileEntry(home, path);
}

const isStream = (name: string): boolean => Object.values(streamFiles).includes(name);

const textOf = async (file: string): Promise<string | null> => {
  try {
    const handle = await open(file, "r");
    return await handle.readFile("utf8").finally(() => handle.close());
  } catch {
    return null;
  }
};

/** A stream of a run, with the offset at which its file begins, which has to fit. */
async function* streamEntries(home: string, path: string): AsyncGenerator<TarEntry> {
  const origin = originFile(path);
  const before = await textOf(join(home, origin));
  yield* fileEntry(home, path);
  if ((await textOf(join(home, origin))) !== before) throw new FileChanged();
  if (before !== null) yield textEntry(origin, before);
}

const namesIn = (folder: string): Promise<ReadonlyArray<string>> => readdir(folder).catch(() => []);

/**
 * The output of all children. The order matters while a daemon records and archives: the index first, because what is
 * not in it will be recorded; then the streams, and the archives after them, because a stream loses its beginning once
 * that is archived.
 */
export async function* outputEntries(home: string): AsyncGenerator<TarEntry> {
  for (const slug of await namesIn(join(home, "output"))) {
    const child = `output/${slug}`;
    yield* fileEntry(home, `${child}/index`);
    for (const run of runNumbersIn(join(home, child))) {
      const folder = `${child}/${run}`;
      for (const name of Object.values(streamFiles)) yield* streamEntries(home, `${folder}/${name}`);
      const names = (await namesIn(join(home, folder))).filter((name) => isOutputFile(name));
      const archives = names.filter((name) => !isStream(name) && !name.endsWith(".origin"));
      yield* fileEntries(
        home,
        archives.map((name) => `${folder}/${name}`),
      );
    }
  }
}
