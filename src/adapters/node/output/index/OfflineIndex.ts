import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { ArrivalReader } from "./ArrivalReader.ts";
import { type Arrival, arrivalSize, isArrival, writeArrival } from "./arrival.ts";

/**
 * The index of a child as it was when opened. The descriptor stays open: a daemon that starts meanwhile may replace
 * the file by a shorter one.
 */
export class OfflineIndex extends ArrivalReader {
  readonly #descriptor: number | null;
  readonly #recorded: number;
  /** Arrivals found in the files that no daemon has recorded. */
  #unrecorded = Buffer.alloc(0);

  constructor(file: string) {
    super();
    this.#descriptor = openOrNull(file);
    this.#recorded = this.#descriptor === null ? 0 : this.#countWhole(this.#descriptor);
  }

  get count(): number {
    return this.#recorded + this.#unrecorded.length / arrivalSize;
  }

  /** Positions never change. */
  get generation(): number {
    return 0;
  }

  /** One more than the number of the last line. */
  get nextSeq(): number {
    const last = this.count === 0 ? null : this.at(this.count - 1);
    return last === null ? 1 : last.seq + last.lines;
  }

  /** Append an arrival in memory only. */
  add(arrival: Arrival): void {
    const bytes = Buffer.alloc(arrivalSize);
    writeArrival(arrival, bytes, 0);
    this.#unrecorded = Buffer.concat([this.#unrecorded, bytes]);
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
  }

  protected read(offset: number, length: number): Buffer {
    const recorded = this.#recorded * arrivalSize;
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, recorded - offset)));
    if (this.#descriptor !== null && bytes.length > 0)
      readSync(this.#descriptor, bytes, 0, bytes.length, offset);
    const from = Math.max(0, offset - recorded);
    return Buffer.concat([bytes, this.#unrecorded.subarray(from, Math.max(0, offset + length - recorded))]);
  }

  /** How many entries are complete: a daemon killed while writing leaves an incomplete one at the end. */
  #countWhole(descriptor: number): number {
    let count = Math.floor(fstatSync(descriptor).size / arrivalSize);
    const bytes = Buffer.alloc(arrivalSize);
    const isWhole = (position: number): boolean =>
      readSync(descriptor, bytes, 0, arrivalSize, position * arrivalSize) === arrivalSize &&
      isArrival(bytes, 0);
    while (count > 0 && !isWhole(count - 1)) count -= 1;
    return count;
  }
}

const openOrNull = (file: string): number | null => {
  try {
    return openSync(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
};
