import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Arrival } from "./arrival.ts";
import { readOrigin } from "./origin.ts";
import { fileNames, outputDirectory } from "./place.ts";

/** How much is read at once around what is asked for, and how many such parts are kept. */
const partSize = 256 * 1024;
const partsKept = 4;

/** Some bytes of one stream of one run. */
interface Part {
  readonly key: string;
  readonly from: number;
  readonly bytes: Buffer;
}

/** What a reader takes the bytes of arrivals from. Each reader has its own, of a fixed size. */
export class StreamBytes {
  readonly #home: string;
  #parts: ReadonlyArray<Part> = [];

  constructor(home: string) {
    this.#home = home;
  }

  /** The bytes of an arrival; fewer where they are gone. */
  async of(path: string, { run, stream, from, to }: Arrival): Promise<Buffer> {
    const key = join(outputDirectory(this.#home, { path, run }), fileNames[stream]);
    const part =
      this.#parts.find(
        (each) => each.key === key && each.from <= from && to <= each.from + each.bytes.length,
      ) ?? (await this.#read(key, from));
    return part.bytes.subarray(from - part.from, to - part.from);
  }

  async #read(key: string, from: number): Promise<Part> {
    const part = { key, from, bytes: await liveBytes(key, from) };
    this.#parts = [part, ...this.#parts].slice(0, partsKept);
    return part;
  }
}

const liveBytes = async (file: string, from: number): Promise<Buffer> => {
  const position = from - readOrigin(file).shift;
  if (position < 0) return Buffer.alloc(0);
  const handle = await open(file, "r").catch(() => null);
  if (handle === null) return Buffer.alloc(0);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(partSize), 0, partSize, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};
