import {
  closeSync,
  fsync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { promisify } from "node:util";
import { type Arrival, arrivalSize, isArrival, readArrival, writeArrival } from "./arrival.ts";
import { Slice } from "./Slice.ts";

/** To open and write asynchronously would take a turn of the event loop for each; only this one waits for the disk. */
const synced = promisify(fsync);

const pageLength = 64;

/** So many arrivals are written together. */
const rewrittenAtOnce = 1_024;

const bytesOf = (arrivals: ReadonlyArray<Arrival>): Buffer => {
  const bytes = Buffer.alloc(arrivals.length * arrivalSize);
  for (const [index, arrival] of arrivals.entries()) writeArrival(arrival, bytes, index * arrivalSize);
  return bytes;
};

/** Write all of it, at a position or at the end. Throws the file system's error, or ENOSPC for a part of it. */
const writeWhole = (descriptor: number, bytes: Buffer, position: number | null = null): void => {
  const written = writeSync(descriptor, bytes, 0, bytes.length, position);
  if (written < bytes.length) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
};

/** The length of a file, 0 for none. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * A child's arrivals on disk, in the order of their sequence numbers: append-only, written by one daemon at a
 * time. No descriptor is kept.
 */
export class ArrivalIndex {
  readonly #file: string;
  #count: number;
  #nextSeq: number;
  #edition = 0;

  constructor(file: string) {
    this.#file = file;
    this.#count = Math.floor(sizeOf(file) / arrivalSize);
    this.#cutTorn();
    const last = this.#count === 0 ? null : this.at(this.#count - 1);
    this.#nextSeq = last === null ? 1 : last.seq + last.lines;
  }

  get count(): number {
    return this.#count;
  }

  /** The number that the next line gets. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Changes when positions do; sequence numbers never do. */
  get edition(): number {
    return this.#edition;
  }

  at(position: number): Arrival {
    const [arrival] = this.page(position, 1);
    if (!arrival) throw new RangeError(`there is no arrival ${position} of ${this.#count} in ${this.#file}`);
    return arrival;
  }

  /** Some arrivals from `position` on. */
  page(position: number, length = pageLength): ReadonlyArray<Arrival> {
    const count = Math.min(length, this.#count - position);
    if (count <= 0) return [];
    const bytes = this.#read(position * arrivalSize, count * arrivalSize);
    return Array.from({ length: Math.floor(bytes.length / arrivalSize) }, (_, index) =>
      readArrival(bytes, index * arrivalSize),
    );
  }

  /** Those with lines from a number on. */
  *from(seq: number): Generator<Arrival> {
    let position = this.positionOf(seq);
    for (let page = this.page(position); page.length > 0; page = this.page(position)) {
      yield* page;
      position += page.length;
    }
  }

  /** Append. Throws the file system's error, and then nothing was appended. */
  append(arrivals: ReadonlyArray<Arrival>): void {
    const bytes = bytesOf(arrivals);
    const descriptor = openSync(this.#file, this.#count === 0 ? "w+" : "r+", 0o600);
    try {
      // At a position of our own, so that what a full disk has cut off is written over the next time.
      writeWhole(descriptor, bytes, this.#count * arrivalSize);
    } finally {
      closeSync(descriptor);
    }
    this.#count += arrivals.length;
    const last = arrivals.at(-1);
    if (last) this.#nextSeq = last.seq + last.lines;
  }

  /** The first arrival with a line numbered `seq` or higher. */
  positionOf(seq: number): number {
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const arrival = this.at(middle);
      if (arrival.seq + arrival.lines <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Replace every arrival by what `keep` makes of it, or leave it out: what is wanted no more. Order and
   * numbers must stay. Whoever is killed meanwhile leaves the index as it was. One at a time.
   */
  async rewrite(keep: (arrival: Arrival, position: number) => Arrival | null): Promise<void> {
    const copy = `${this.#file}.new`;
    const descriptor = openSync(copy, "w", 0o600);
    let [read, written] = [0, 0];
    const writeSome = (): void => {
      const page = this.page(read, rewrittenAtOnce);
      const kept = page.flatMap((arrival, index) => keep(arrival, read + index) ?? []);
      writeWhole(descriptor, bytesOf(kept));
      read += page.length;
      written += kept.length;
    };
    const slice = new Slice();
    try {
      while (read < this.#count) {
        writeSome();
        if (slice.isSpent) await slice.turnOver();
      }
      await synced(descriptor);
      // What came meanwhile, without another turn in between.
      while (read < this.#count) writeSome();
    } catch (error) {
      // On a full disk it would take the room that is left.
      rmSync(copy, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
    renameSync(copy, this.#file);
    this.#count = written;
    this.#edition += 1;
  }

  /** A daemon that was killed while it wrote, or a machine that lost power, leaves an end that is no arrival. */
  #cutTorn(): void {
    const whole = (position: number): boolean =>
      isArrival(this.#read(position * arrivalSize, arrivalSize), 0);
    while (this.#count > 0 && !whole(this.#count - 1)) this.#count -= 1;
    if (sizeOf(this.#file) === this.#count * arrivalSize) return;
    const descriptor = openSync(this.#file, "r+");
    ftruncateSync(descriptor, this.#count * arrivalSize);
    closeSync(descriptor);
  }

  #read(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    const descriptor = openSync(this.#file, "r");
    try {
      return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
    } finally {
      closeSync(descriptor);
    }
  }
}
