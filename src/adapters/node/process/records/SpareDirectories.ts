import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";

const batchSize = 64;
const lowWaterMark = 32;

/** Preallocated space for everything that a shim writes, so that a full disk can't lose an exit status. */
const statusSize = 1024;

/**
 * Directories with everything that a run needs before it starts, created in advance in batches: Node can't create a
 * FIFO, and a `mkfifo` process per run would cost as much as starting the run. With a spare directory, a start only
 * needs a rename. The next daemon uses the remaining ones.
 */
export class SpareDirectories {
  readonly #directory: string;
  #available: Array<string>;
  #filling: Promise<void> | null = null;
  readonly #crashPoint: CrashPointHook;

  constructor(home: string, crashPoint: CrashPointHook) {
    this.#crashPoint = crashPoint;
    this.#directory = join(home, "spare");
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    this.#available = readdirSync(this.#directory)
      .map((name) => join(this.#directory, name))
      .filter(isComplete);
  }

  /** Move a spare directory to `path`, whose parent must exist. Rejects with the system's error. */
  async moveTo(path: string): Promise<void> {
    await this.#move(path);
    // Ahead of need; if it fails, the call that finds the pool empty reports it.
    if (this.#available.length < lowWaterMark) void this.#fill().catch(() => undefined);
  }

  async #move(path: string): Promise<void> {
    while (this.#available.length === 0) await this.#fill();
    const spare = this.#available.pop() ?? "";
    try {
      renameSync(spare, path);
    } catch (error) {
      if (existsSync(join(spare, "status"))) {
        this.#available.push(spare);
        throw error;
      }
      // A cleaner has removed it, and maybe others.
      this.#available = this.#available.filter(isComplete);
      await this.#move(path);
    }
  }

  #fill(): Promise<void> {
    this.#filling ??= this.#makeBatch().finally(() => {
      this.#filling = null;
    });
    return this.#filling;
  }

  async #makeBatch(): Promise<void> {
    const name = randomUUID();
    const made = Array.from({ length: batchSize }, (_, index) => join(this.#directory, `${name}-${index}`));
    try {
      if (!existsSync(this.#directory)) mkdirSync(this.#directory, { mode: 0o700 });
      await makeDirectories(made, this.#crashPoint);
    } catch (error) {
      // On a full disk every start would leave another incomplete batch.
      await Promise.allSettled(made.map((directory) => rm(directory, { recursive: true, force: true })));
      throw error;
    }
    this.#available.push(...made);
  }
}

/** Make directories with everything that a run needs. Rejects with the system's error. */
const makeDirectories = async (made: ReadonlyArray<string>, crashPoint: CrashPointHook): Promise<void> => {
  await Promise.all(made.map((directory) => mkdir(directory, { mode: 0o700 })));
  const fifos = made.flatMap((directory) => [join(directory, "alive"), join(directory, "notify")]);
  // In English, because the error code is derived from the message.
  const env = { ...process.env, LC_ALL: "C" };
  await promisify(execFile)("mkfifo", ["-m", "600", ...fifos], { env });
  const write = (file: string, content: string): Promise<unknown> =>
    Promise.all(made.map((directory) => writeFile(join(directory, file), content, { mode: 0o600 })));
  await write("out", "");
  await write("err", "");
  crashPoint("spares.half-made");
  // Last, as the mark of a complete directory.
  await write("status", " ".repeat(statusSize));
};

/** A killed daemon may have left one incomplete, or without the space for its status. */
const isComplete = (directory: string): boolean => {
  if (statSync(join(directory, "status"), { throwIfNoEntry: false })?.size === statusSize) return true;
  rmSync(directory, { recursive: true, force: true });
  return false;
};
