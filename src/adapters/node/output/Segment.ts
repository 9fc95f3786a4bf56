import { readFileSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { LogStream } from "../../../ports/LogStore.ts";
import { entries, fileNames } from "./place.ts";

const unpack = promisify(gunzip);

/** Bytes of a stream that are compressed together, so that a reader need not begin at the beginning. */
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

/** `out.0-20000123.gz` in the folder of its run; `zcat` reads it. */
export const segmentFile = (childDirectory: string, { run, stream, from, to }: SegmentName): string =>
  join(childDirectory, String(run), `${fileNames[stream]}.${from}-${to}.gz`);

/** Beside it, where its blocks end. */
export const blocksFile = (segment: string): string => segment.replace(/\.gz$/, ".blocks");

const parseName = (run: number, name: string): SegmentName | null => {
  const match = /^(out|err)\.(\d+)-(\d+)\.gz$/.exec(name);
  if (!match) return null;
  const stream = match[1] === "out" ? "stdout" : "stderr";
  return { run, stream, from: Number(match[2]), to: Number(match[3]) };
};

/** The segments of a run, oldest first. */
export const segmentsOf = (childDirectory: string, run: number): ReadonlyArray<SegmentName> =>
  entries(join(childDirectory, String(run)))
    .flatMap((name) => parseName(run, name) ?? [])
    .sort((a, b) => a.from - b.from);

/** Bytes that a file takes on disk, 0 for none. */
export const spaceOf = (file: string): number =>
  (statSync(file, { throwIfNoEntry: false })?.blocks ?? 0) * 512;

export const writeBlocks = (blocks: ReadonlyArray<BlockEnd>): string =>
  blocks.map(({ plain, packed }) => `${plain} ${packed}\n`).join("");

const readBlocks = (segment: string): ReadonlyArray<BlockEnd> =>
  readFileSync(blocksFile(segment), "latin1")
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const [plain = 0, packed = 0] = line.split(" ").map(Number);
      return { plain, packed };
    });

/** The blocks of a segment that hold a range of the stream, and the offset at which they begin. */
export const readSegment = async (
  file: string,
  begin: number,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<{ readonly from: number; readonly bytes: Buffer }> => {
  const blocks = readBlocks(file);
  const first = blocks.findIndex(({ plain }) => plain > from);
  const last = blocks.findIndex(({ plain }) => plain >= to);
  const start = blocks[first - 1] ?? { plain: begin, packed: 0 };
  const end = blocks[last];
  if (!end) throw new RangeError(`${file} does not reach ${to}`);
  const packed = Buffer.allocUnsafe(end.packed - start.packed);
  const handle = await open(file, "r");
  try {
    await handle.read(packed, 0, packed.length, start.packed);
  } finally {
    await handle.close();
  }
  // In one piece each, not in sixty.
  return { from: start.plain, bytes: await unpack(packed, { chunkSize: blockSize }) };
};
