import { closeSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";
import type { Segment } from "./Archive.ts";
import type { Arrival } from "./arrival.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { readOrigin } from "./origin.ts";
import { type Block, blocksOf, readBlock } from "./Segment.ts";
import type { Sieve } from "./Sieve.ts";

/** How much of a live file is read at once at most, and how many parts are kept, of live files and of segments. */
const partSize = 256 * 1024;
const partsKept = 8;

/** So much of a live file is read at once and by the main thread, in bytes. */
const littleEnough = 16 * 1024;

/** So many blocks are decompressed ahead of need, while what was read before is looked at. */
const blocksAhead = 2;

/** Some bytes of a file, which begin at an offset in the stream. */
interface Part {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly bytes: Promise<Buffer>;
}

const nothing = Buffer.alloc(0);

/** What a reader takes the bytes of arrivals from. Each reader has its own, of a fixed size. */
export class StreamBytes {
  readonly #sieve: Sieve | null;
  /** Those that were used last in front. */
  #parts: ReadonlyArray<Part> = [];
  /** Where the blocks of a segment are, for those that the parts are of. */
  readonly #tables = new Map<string, ReadonlyArray<Block>>();

  /** `sieve` is told what was read. */
  constructor(sieve: Sieve | null) {
    this.#sieve = sieve;
  }

  /** The bytes of an arrival; fewer where they are gone. */
  async of(child: ChildOutput, arrival: Arrival): Promise<Buffer> {
    const { archive } = child;
    const segment = archive.segmentOf(arrival);
    if (!segment && isGone(child, arrival)) return nothing;
    try {
      const parts = segment ? this.#blocks(segment, arrival) : [await this.#live(child, arrival)];
      const bytes = await Promise.all(parts.map((part) => part.bytes));
      // Archived or removed meanwhile: what was read may be the hole that it has left.
      if (!segment && (archive.segmentOf(arrival) || isGone(child, arrival))) return this.of(child, arrival);
      const excerpts = parts.map(({ from }, index) => {
        const all = bytes[index] ?? nothing;
        this.#sieve?.look(child, arrival, { from, bytes: all });
        return all.subarray(Math.max(0, arrival.from - from), arrival.to - from);
      });
      return excerpts.length === 1 ? (excerpts[0] ?? nothing) : Buffer.concat(excerpts);
    } catch (error) {
      if (isRefused(error)) throw error;
      // Removed meanwhile, or damaged: it is not there.
      return nothing;
    }
  }

  async #live(child: ChildOutput, { run, stream, from, to }: Arrival): Promise<Part> {
    const file = child.archive.fileOf(run, stream);
    const known = this.#parts.find((part) => part.file === file && part.from <= from && to <= part.to);
    if (known) return known;
    const end = Math.max(to, child.endOf(run, stream));
    const bytes = await readLive(file, from, Math.min(partSize, end - from));
    return this.#keep({ file, from, to: from + bytes.length, bytes: Promise.resolve(bytes) });
  }

  /** The blocks that hold an arrival. */
  #blocks({ file, from: begin }: Segment, { from, to }: Arrival): ReadonlyArray<Part> {
    const table = this.#tables.get(file) ?? blocksOf(file, begin);
    this.#tables.set(file, table);
    const first = table.findIndex((block) => block.to > from);
    const last = table.findIndex((block) => block.to >= to);
    if (last < 0) throw new RangeError(`${file} does not reach ${to}`);
    const isGoingOn = this.#known(file, table[first - 1]) !== undefined;
    const parts = table.slice(first, last + 1).map((block) => this.#block(file, block));
    if (isGoingOn)
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
    // Whoever needs it finds out, and it may be there the next time.
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

/** The system is out of descriptors: what can't be opened now is there all the same. */
const isRefused = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "EMFILE" || error.code === "ENFILE");

/** Removed since it was found in the index. */
const isGone = ({ archive }: ChildOutput, { run, stream, from }: Arrival): boolean =>
  from < archive.liveOf(run, stream).from;

/**
 * What follows an offset, no more than is wanted. Who follows many children reads a few bytes at a time, a thousand times
 * a second: these, which have mostly just been read by `Tail`, are not worth the turns of the event loop that another
 * thread takes.
 */
const readLive = async (file: string, from: number, length: number): Promise<Buffer> => {
  const position = from - readOrigin(file).shift;
  if (position < 0) return nothing;
  if (length <= littleEnough) return readAtOnce(file, position, length);
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

const readAtOnce = (file: string, position: number, length: number): Buffer => {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.allocUnsafe(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
  } finally {
    closeSync(descriptor);
  }
};
