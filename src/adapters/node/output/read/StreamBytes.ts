import { closeSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";
import type { Segment } from "../archive/Archive.ts";
import { type Block, blocksOf, readBlock } from "../archive/Segment.ts";
import { readOrigin } from "../files/origin.ts";
import type { Arrival } from "../index/arrival.ts";
import type { LiteralPrefilter } from "./LiteralPrefilter.ts";
import type { ReadableOutput } from "./ReadableOutput.ts";

/** How much of a live file is read at a time at most, and how many parts are cached, of live files and segments. */
const partSize = 256 * 1024;
const partsKept = 8;

/** Reads of a live file up to this size are synchronous, in bytes. */
const maxSyncRead = 16 * 1024;

/** How many blocks are decompressed ahead during a sequential read. */
const blocksAhead = 2;

/** Cached bytes of a file, from an offset of the stream on. */
interface Part {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly bytes: Promise<Buffer>;
}

const nothing = Buffer.alloc(0);

/** Reads the bytes of arrivals through a cache of fixed size. Each reader has its own. */
export class StreamBytes {
  readonly #prefilter: LiteralPrefilter | null;
  /** Most recently used first. */
  #parts: ReadonlyArray<Part> = [];
  /** The block tables of the segments that the cached parts belong to. */
  readonly #tables = new Map<string, ReadonlyArray<Block>>();

  /** `prefilter` scans everything that is read. */
  constructor(sieve: LiteralPrefilter | null) {
    this.#prefilter = sieve;
  }

  /** The bytes of an arrival; fewer if some are gone. */
  async of(child: ReadableOutput, arrival: Arrival): Promise<Buffer> {
    const { archive } = child;
    const segment = archive.segmentOf(arrival);
    if (!segment && isGone(child, arrival)) return nothing;
    try {
      const parts = segment ? this.#blocks(segment, arrival) : [await this.#live(child, arrival)];
      const bytes = await Promise.all(parts.map((part) => part.bytes));
      // Archived or removed meanwhile: the bytes may have come from the hole that was punched.
      if (!segment && (archive.segmentOf(arrival) || isGone(child, arrival))) return this.of(child, arrival);
      const excerpts = parts.map(({ from }, index) => {
        const all = bytes[index] ?? nothing;
        this.#prefilter?.scan(child, arrival, { from, bytes: all });
        return all.subarray(Math.max(0, arrival.from - from), arrival.to - from);
      });
      return excerpts.length === 1 ? (excerpts[0] ?? nothing) : Buffer.concat(excerpts);
    } catch (error) {
      if (isOutOfDescriptors(error)) throw error;
      // Removed meanwhile, or damaged: treated as gone.
      return nothing;
    }
  }

  async #live(child: ReadableOutput, { run, stream, from, to }: Arrival): Promise<Part> {
    const file = child.archive.fileOf(run, stream);
    const known = this.#parts.find((part) => part.file === file && part.from <= from && to <= part.to);
    if (known) return known;
    const end = Math.max(to, child.endOf(run, stream));
    const bytes = await readLive(file, from, Math.min(partSize, end - from));
    return this.#keep({ file, from, to: from + bytes.length, bytes: Promise.resolve(bytes) });
  }

  /** The blocks that contain an arrival. */
  #blocks({ file, from: begin }: Segment, { from, to }: Arrival): ReadonlyArray<Part> {
    const table = this.#tables.get(file) ?? blocksOf(file, begin);
    this.#tables.set(file, table);
    const first = table.findIndex((block) => block.to > from);
    const last = table.findIndex((block) => block.to >= to);
    if (last < 0) throw new RangeError(`${file} does not reach ${to}`);
    const isSequential = this.#known(file, table[first - 1]) !== undefined;
    const parts = table.slice(first, last + 1).map((block) => this.#block(file, block));
    if (isSequential)
      for (const block of table.slice(last + 1, last + 1 + blocksAhead)) this.#block(file, block);
    return parts;
  }

  #known(file: string, block: Block | undefined): Part | undefined {
    return this.#parts.find((part) => part.file === file && part.from === block?.from);
  }

  #block(file: string, block: Block): Part {
    const known = this.#known(file, block);
    if (known) return this.#keep(known);
    const bytes = readBlock(file, block);
    const part = { file, from: block.from, to: block.to, bytes };
    // Whoever awaits the part gets the error; the next read tries again.
    bytes.catch(() => {
      this.#parts = this.#parts.filter((other) => other !== part);
    });
    return this.#keep(part);
  }

  #keep(part: Part): Part {
    if (this.#parts[0] === part) return part;
    this.#parts = [part, ...this.#parts.filter((other) => other !== part)].slice(0, partsKept);
    for (const file of this.#tables.keys())
      if (!this.#parts.some((kept) => kept.file === file)) this.#tables.delete(file);
    return part;
  }
}

/** Out of descriptors: the file may exist nevertheless. */
const isOutOfDescriptors = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "EMFILE" || error.code === "ENFILE");

/** Removed since it was found in the index. */
const isGone = ({ archive }: ReadableOutput, { run, stream, from }: Arrival): boolean =>
  from < archive.liveOf(run, stream).from;

/**
 * Read from an offset on, `length` bytes at most. A follower of many children reads a few bytes at a time, a thousand
 * times a second; `Tail` has usually just read them, so a synchronous read is cheaper than the turns of the event
 * loop that the thread pool takes.
 */
const readLive = async (file: string, from: number, length: number): Promise<Buffer> => {
  const position = from - readOrigin(file).shift;
  if (position < 0) return nothing;
  if (length <= maxSyncRead) return readSynchronously(file, position, length);
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

const readSynchronously = (file: string, position: number, length: number): Buffer => {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.allocUnsafe(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
  } finally {
    closeSync(descriptor);
  }
};
