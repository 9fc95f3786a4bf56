import { Header, Pax } from "tar";

/** A file in an archive. */
export interface TarEntry {
  readonly path: string;
  readonly size: number;
  readonly content: AsyncIterable<Buffer> | Iterable<Buffer>;
}

const blockSize = 512;

const headerOf = ({ path, size }: TarEntry, mtime: Date): ReadonlyArray<Buffer> => {
  const fields = { path, size, mtime, mode: 0o600, type: "File" } as const;
  const block = Buffer.alloc(blockSize);
  const isTooLong = new Header(fields).encode(block);
  return isTooLong ? [new Pax({ path, size }).encode(), block] : [block];
};

/** An archive in the pax format, which every tar reads. */
export async function* tarOf(entries: AsyncIterable<TarEntry>): AsyncGenerator<Buffer> {
  const now = new Date();
  for await (const entry of entries) {
    yield* headerOf(entry, now);
    yield* entry.content;
    const surplus = entry.size % blockSize;
    if (surplus > 0) yield Buffer.alloc(blockSize - surplus);
  }
  yield Buffer.alloc(2 * blockSize);
}
