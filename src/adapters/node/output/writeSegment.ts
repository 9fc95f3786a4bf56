import { type FileHandle, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { type BlockEnd, blockSize, blocksFile, writeBlocks } from "./Segment.ts";
import type { StepObserver } from "./steps.ts";

/** Compresses on libuv's threads. */
const pack = promisify(gzip);

/** Where to take the bytes of a segment from: offset 0 of the file is offset `shift` of the stream. */
interface Source {
  readonly file: string;
  readonly shift: number;
  readonly from: number;
  readonly to: number;
}

/** What has a name that ends so was not finished. */
export const unfinished = ".part";

/**
 * Write part of a stream to a compressed file, in constant memory, most of it off the main thread. When this
 * succeeds the file is whole and on the disk; until then it has another name.
 */
export const writeSegment = async (source: Source, target: string, step: StepObserver): Promise<void> => {
  const blocks = await withFile(`${target}${unfinished}`, "w", (output) =>
    withFile(source.file, "r", (input) => copy(source, input, output, step)),
  );
  await withFile(blocksFile(target), "w", (output) => output.writeFile(writeBlocks(blocks)));
  step("output.compressed");
  await rename(`${target}${unfinished}`, target);
  await withFile(dirname(target), "r", () => Promise.resolve());
};

/** Open, use, make durable, close. */
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
  step: StepObserver,
): Promise<ReadonlyArray<BlockEnd>> => {
  const blocks: Array<BlockEnd> = [];
  const plain = Buffer.allocUnsafe(Math.min(blockSize, to - from));
  let packed = 0;
  for (let offset = from; offset < to; ) {
    const { bytesRead } = await input.read(plain, 0, Math.min(plain.length, to - offset), offset - shift);
    if (bytesRead === 0) throw new Error("the file is shorter than what is to be archived");
    const block = await pack(plain.subarray(0, bytesRead));
    await output.writeFile(block);
    if (offset === from) step("output.compressing");
    offset += bytesRead;
    packed += block.length;
    blocks.push({ plain: offset, packed });
  }
  return blocks;
};
