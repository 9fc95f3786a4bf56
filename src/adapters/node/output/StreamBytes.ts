import { open } from "node:fs/promises";
import type { Arrival } from "./arrival.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { readOrigin } from "./origin.ts";
import { readSegment } from "./Segment.ts";

/** How much of a live file is read at once, and how many parts are kept, of live files and of segments. */
const partSize = 256 * 1024;
const partsKept = 4;

/** Some bytes of a file, and the offset in the stream at which they begin. */
interface Bytes {
  readonly from: number;
  readonly bytes: Buffer;
}

type Part = Bytes & { readonly file: string };

/** What a reader takes the bytes of arrivals from. Each reader has its own, of a fixed size. */
export class StreamBytes {
  #parts: ReadonlyArray<Part> = [];

  /** The bytes of an arrival; fewer where they are gone. */
  async of(child: ChildOutput, arrival: Arrival): Promise<Buffer> {
    const { archive } = child;
    const segment = archive.segmentOf(arrival);
    if (!segment && isGone(child, arrival)) return Buffer.alloc(0);
    const file = segment?.file ?? archive.fileOf(arrival.run, arrival.stream);
    const known = this.#parts.find(
      (part) =>
        part.file === file && part.from <= arrival.from && arrival.to <= part.from + part.bytes.length,
    );
    if (known) return excerpt(known, arrival);
    const read = await (segment
      ? readSegment(file, segment.from, arrival)
      : readLive(file, arrival.from)
    ).catch(
      // Removed meanwhile, or damaged: it is not there.
      () => ({ from: arrival.from, bytes: Buffer.alloc(0) }),
    );
    // Archived or removed meanwhile: what was read may be the hole that it has left.
    if (!segment && (archive.segmentOf(arrival) || isGone(child, arrival))) return this.of(child, arrival);
    this.#parts = [{ ...read, file }, ...this.#parts].slice(0, partsKept);
    return excerpt(read, arrival);
  }
}

/** Removed since it was found in the index. */
const isGone = ({ archive }: ChildOutput, { run, stream, from }: Arrival): boolean =>
  from < archive.liveOf(run, stream).from;

const excerpt = ({ from, bytes }: Bytes, arrival: Arrival): Buffer =>
  bytes.subarray(arrival.from - from, arrival.to - from);

const readLive = async (file: string, from: number): Promise<Bytes> => {
  const position = from - readOrigin(file).shift;
  if (position < 0) return { from, bytes: Buffer.alloc(0) };
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(partSize), 0, partSize, position);
    return { from, bytes: buffer.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
};
