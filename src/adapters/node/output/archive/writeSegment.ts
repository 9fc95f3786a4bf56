import { type FileHandle, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";
import { type BlockEnd, blockSize, blocksFile, writeBlocks } from "./Segment.ts";

/** Compresses on libuv's threads. */
const compress = promisify(gzip);

/** The source of a segment's bytes: offset 0 of the file is offset `shift` of the stream. */
interface Source {
  readonly file: string;
  readonly shift: number;
  readonly from: number;
  readonly to: number;
}

/** The suffix of files that are not complete. */
export const partSuffix = ".part";

/**
 * Write part of a stream to a compressed file, in constant memory and mostly off the main thread. On success the file
 * is complete and durable; until then it has a temporary name.
 */
export const writeSegment = async (
  source: Source,
  target: string,
  crashPoint: CrashPointHook,
): Promise<void> => {
  const blocks = await withFile(`${target}${partSuffix}`, "w", (output) =>
    withFile(source.file, "r", (input) => copy(source, input, output, crashPoint)),
  );
  await withFile(blocksFile(target), "w", (output) => output.writeFile(writeBlocks(blocks)));
  crashPoint("output.compressed");
  await rename(`${target}${partSuffix}`, target);
  await withFile(dirname(target), "r", () => Promise.resolve());
};

/** Open a file, use it, sync it, close it. */
const withFile = async <A>(
  file: string,
  flags: "r" | "w",
  use: (handle: FileHandle) => Promise<A>,
): Promise<A> => {
  const handle = await open(file, flags, 0o600);
  try {
    const result = await use(handle);
    await handle.sync();
    return result;
  } finally {
    await handle.close();
  }
};

const copy = async (
  { shift, from, to }: Source,
  input: FileHandle,
  output: FileHandle,
  crashPoint: CrashPointHook,
): Promise<ReadonlyArray<BlockEnd>> => {
  const blocks: Array<BlockEnd> = [];
  const plain = Buffer.allocUnsafe(Math.min(blockSize, to - from));
  let packed = 0;
  for (let offset = from; offset < to; ) {
    const { bytesRead } = await input.read(plain, 0, Math.min(plain.length, to - offset), offset - shift);
    if (bytesRead === 0) throw new Error("the file is shorter than what is to be archived");
    const block = await compress(plain.subarray(0, bytesRead));
    await output.writeFile(block);
    if (offset === from) crashPoint("output.compressing");
    offset += bytesRead;
    packed += block.length;
    blocks.push({ plain: offset, packed });
  }
  return blocks;
};
