import { closeSync, constants, openSync, readFileSync, writeSync } from "node:fs";

const digits = 20;

/**
 * The highest number that was published but not written, in a small file of its own. The file is created while there is
 * disk space, so that the number can be overwritten even if the disk is full or the database can't be used.
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
      // The disk is full; this is reported when the number has to be written.
    }
  }

  get value(): number {
    return this.#value;
  }

  /** Throws if the number can't be written. */
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
