import { closeSync, constants, openSync, readFileSync, writeSync } from "node:fs";

const digits = 20;

/**
 * The highest number of an entry that was told and not written, in a small file of its own. Its room is taken when there
 * is some: a number is written over another one also on a full disk, and beside a database that can't be used.
 */
export class ToldMark {
  readonly #file: string;
  #value: number;

  constructor(file: string) {
    this.#file = file;
    this.#value = readNumber(file);
    try {
      this.raise(this.#value);
    } catch {
      // There is no room now; that is said when it is needed.
    }
  }

  get value(): number {
    return this.#value;
  }

  /** Throws where that can't be. */
  raise(value: number): void {
    const file = openSync(this.#file, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      writeSync(file, `${String(value).padStart(digits)}\n`, 0);
    } finally {
      closeSync(file);
    }
    this.#value = value;
  }
}

const readNumber = (file: string): number => {
  try {
    return Number.parseInt(readFileSync(file, "latin1"), 10) || 0;
  } catch {
    return 0;
  }
};
