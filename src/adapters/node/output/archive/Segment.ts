import { readFileSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { LogStream } from "../../../../domain/LogLine.ts";
import { entriesIn, streamFiles } from "../../layout/runDirectories.ts";

const decompress = promisify(gunzip);

/** zlib's smallest chunk size, in bytes. */
const smallestChunk = 64;

/** Bytes of a stream that are compressed together, so that a reader can start in the middle of a segment. */
export const blockSize = 1024 * 1024;

/** Where a block ends, before and after compression. */
export interface BlockEnd {
  readonly plain: number;
  readonly packed: number;
}

/** An archived part of a stream: offsets from `from` up to `to`, as a gzip file of many members. */
export interface SegmentName {
  readonly run: number;
  readonly stream: LogStream;
  readonly from: number;
  readonly to: number;
}

/** `out.0-20000123.gz` in the directory of its run; readable with `zcat`. */
export const segmentFile = (childDirectory: string, { run, stream, from, to }: SegmentName): string =>
  join(childDirectory, String(run), `${streamFiles[stream]}.${from}-${to}.gz`);

/** The file beside it that lists where its blocks end. */
export const blocksFile = (segment: string): string => segment.replace(/\.gz$/, ".blocks");

const parseName = (run: number, name: string): SegmentName | null => {
  const match = /^(out|err)\.(\d+)-(\d+)\.gz$/.exec(name);
  if (!match) return null;
  const stream = match[1] === "out" ? "stdout" : "stderr";
  return { run, stream, from: Number(match[2]), to: Number(match[3]) };
};

/** The segments of a run, oldest first. */
export const segmentsOf = (childDirectory: string, run: number): ReadonlyArray<SegmentName> =>
  entriesIn(join(childDirectory, String(run)))
    .flatMap((name) => parseName(run, name) ?? [])
    .sort((a, b) => a.from - b.from);

/** Bytes that a file takes on disk; 0 if it does not exist. */
export const spaceOf = (file: string): number =>
  (statSync(file, { throwIfNoEntry: false })?.blocks ?? 0) * 512;

export const writeBlocks = (blocks: ReadonlyArray<BlockEnd>): string =>
  blocks.map(({ plain, packed }) => `${plain} ${packed}\n`).join("");

/** Bytes of a stream that were compressed together, and their place in the segment file. */
export interface Block {
  readonly from: number;
  readonly to: number;
  readonly packedFrom: number;
  readonly packedTo: number;
}

/** The blocks of a segment, which begins at the offset `begin`. */
export const blocksOf = (segment: string, begin: number): ReadonlyArray<Block> => {
  let [from, packedFrom] = [begin, 0];
  return readFileSync(blocksFile(segment), "latin1")
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const [to = 0, packedTo = 0] = line.split(" ").map(Number);
      const block = { from, to, packedFrom, packedTo };
      [from, packedFrom] = [to, packedTo];
      return block;
    });
};

/** The bytes of a block; decompressed on libuv's threads. */
export const readBlock = async (
  segment: string,
  { from, to, packedFrom, packedTo }: Block,
): Promise<Buffer> => {
  const packed = Buffer.allocUnsafe(packedTo - packedFrom);
  const handle = await open(segment, "r");
  try {
    await handle.read(packed, 0, packed.length, packedFrom);
  } finally {
    await handle.close();
  }
  // One byte more than the block, so that zlib delivers it in one piece: a chunk that is exactly full makes it
  // allocate another.
  return decompress(packed, { chunkSize: Math.max(to - from + 1, smallestChunk) });
};
