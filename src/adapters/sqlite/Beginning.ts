import { closeSync, openSync, readSync } from "node:fs";

const beginningOfDatabase = Buffer.from("SQLite format 3\0", "latin1");

/** The last bit tells the byte order of the checksums. */
const beginningsOfLog = [0x377f0682, 0x377f0683];

/**
 * The beginning of a database that SQLite has open, and of its log of writes, which changes when something else is written
 * over them. SQLite itself notices that only when it reads a page again.
 *
 * Close it after the connection: a process that closes a descriptor of a file loses its locks on the file (fcntl(2)),
 * SQLite's too.
 */
export class Beginning {
  readonly #log: string;
  readonly #descriptor: number;

  constructor(file: string) {
    this.#log = `${file}-wal`;
    this.#descriptor = openSync(file, "r");
  }

  /** Whether something other than SQLite has written over it. */
  get isOverwritten(): boolean {
    return (
      !read(this.#descriptor, beginningOfDatabase.length).equals(beginningOfDatabase) ||
      this.#isLogOverwritten
    );
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** A log may be empty, or missing. SQLite locks the database and its shared memory, not the log. */
  get #isLogOverwritten(): boolean {
    const found = beginningOfFile(this.#log, 4);
    return found.length > 0 && !(found.length === 4 && beginningsOfLog.includes(found.readUInt32BE()));
  }
}

const read = (descriptor: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, 0));
};

const beginningOfFile = (file: string, length: number): Buffer => {
  try {
    const descriptor = openSync(file, "r");
    try {
      return read(descriptor, length);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
};
