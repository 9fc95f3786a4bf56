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
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import { ArrivalReader } from "./ArrivalReader.ts";
import { type Arrival, arrivalSize, isArrival, writeArrival } from "./arrival.ts";

/** Opening and writing asynchronously would cost a turn of the event loop each; only fsync waits for the disk. */
const fsyncAsync = promisify(fsync);

/** How many arrivals are written at a time. */
const entriesPerWrite = 1_024;

const bytesOf = (arrivals: ReadonlyArray<Arrival>): Buffer => {
  const bytes = Buffer.alloc(arrivals.length * arrivalSize);
  for (const [index, arrival] of arrivals.entries()) writeArrival(arrival, bytes, index * arrivalSize);
  return bytes;
};

/** Write all of it, at a position or at the end. Throws the file system's error, or ENOSPC for a partial write. */
const writeFully = (descriptor: number, bytes: Buffer, position: number | null = null): void => {
  const written = writeSync(descriptor, bytes, 0, bytes.length, position);
  if (written < bytes.length) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
};

/** The size of a file; 0 if it does not exist. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * A child's arrivals on disk, ordered by sequence number: append-only, with one writer at a time. No descriptor stays
 * open.
 */
export class ArrivalIndex extends ArrivalReader {
  readonly #file: string;
  #count: number;
  #nextSeq: number;
  #generation = 0;

  constructor(file: string) {
    super();
    this.#file = file;
    this.#count = Math.floor(sizeOf(file) / arrivalSize);
    this.#truncateTorn();
    const last = this.#count === 0 ? null : this.at(this.#count - 1);
    this.#nextSeq = last === null ? 1 : last.seq + last.lines;
  }

  get count(): number {
    return this.#count;
  }

  /** The number of the next line. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Changes whenever positions do; sequence numbers never change. */
  get generation(): number {
    return this.#generation;
  }

  /** Whether the file with the arrivals is there. */
  get isInPlace(): boolean {
    return this.#count === 0 || statSync(this.#file, { throwIfNoEntry: false }) !== undefined;
  }

  /** The file was removed: begin an empty one, which goes on with the numbers. */
  beginAnew(): void {
    this.#count = 0;
    this.#generation += 1;
  }

  /** Append. Throws the file system's error; nothing is appended then. */
  append(arrivals: ReadonlyArray<Arrival>): void {
    const bytes = bytesOf(arrivals);
    const descriptor = openSync(this.#file, this.#count === 0 ? "w+" : "r+", 0o600);
    try {
      // At an explicit position, so that a write cut off by a full disk is overwritten by the next one.
      writeFully(descriptor, bytes, this.#count * arrivalSize);
    } finally {
      closeSync(descriptor);
    }
    this.#count += arrivals.length;
    const last = arrivals.at(-1);
    if (last) this.#nextSeq = last.seq + last.lines;
  }

  /**
   * Replace each arrival by the result of `keep`, or drop it for null. Order and numbers must not change. A daemon
   * killed meanwhile leaves the old index. Calls must not overlap.
   */
  async rewrite(keep: (arrival: Arrival, position: number) => Arrival | null): Promise<void> {
    const copy = `${this.#file}.new`;
    const descriptor = openSync(copy, "w", 0o600);
    let [read, written] = [0, 0];
    const writeSome = (): void => {
      const page = this.page(read, entriesPerWrite);
      const kept = page.flatMap((arrival, index) => keep(arrival, read + index) ?? []);
      writeFully(descriptor, bytesOf(kept));
      read += page.length;
      written += kept.length;
    };
    const budget = new LoopBudget();
    try {
      while (read < this.#count) {
        writeSome();
        if (budget.isSpent) await budget.yield();
      }
      await fsyncAsync(descriptor);
      // Arrivals appended meanwhile, without yielding again.
      while (read < this.#count) writeSome();
    } catch (error) {
      // On a full disk it would take the space that is left.
      rmSync(copy, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
    renameSync(copy, this.#file);
    this.#count = written;
    this.#generation += 1;
  }

  /** Cut off an incomplete last entry, as a killed daemon or a power failure leaves it. */
  #truncateTorn(): void {
    const whole = (position: number): boolean => isArrival(this.read(position * arrivalSize, arrivalSize), 0);
    while (this.#count > 0 && !whole(this.#count - 1)) this.#count -= 1;
    if (sizeOf(this.#file) === this.#count * arrivalSize) return;
    const descriptor = openSync(this.#file, "r+");
    ftruncateSync(descriptor, this.#count * arrivalSize);
    closeSync(descriptor);
  }

  protected read(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    const descriptor = openSync(this.#file, "r");
    try {
      return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
    } finally {
      closeSync(descriptor);
    }
  }
}
