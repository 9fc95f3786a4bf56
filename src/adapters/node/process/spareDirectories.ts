import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { passing } from "../../../domain/Step.ts";

const batch = 64;
const lowWater = 32;

/** Room for all that a shim writes, so that a full disk can't lose how a run ended. */
const statusSize = 1024;

/**
 * Directories with all that a run needs before it starts, made ahead of need and by the dozen: Node can't
 * make a FIFO, and a `mkfifo` process for each run would cost as much as the run's own start. Starting a run
 * is then one rename. The next daemon uses up what is left.
 */
export class SpareDirectories {
  readonly #place: string;
  readonly #spare: Array<string>;
  #filling: Promise<void> | null = null;

  constructor(home: string) {
    this.#place = join(home, "spare");
    mkdirSync(this.#place, { recursive: true, mode: 0o700 });
    this.#spare = readdirSync(this.#place)
      .map((name) => join(this.#place, name))
      .filter(isWhole);
  }

  /** Move a spare directory to `path`, whose parent must exist. Rejects with the system's error. */
  async moveTo(path: string): Promise<void> {
    while (this.#spare.length === 0) await this.#fill();
    const spare = this.#spare.pop();
    if (spare !== undefined) renameSync(spare, path);
    // Ahead of need; should it fail, whoever finds the pool empty is told.
    if (this.#spare.length < lowWater) void this.#fill().catch(() => undefined);
  }

  #fill(): Promise<void> {
    this.#filling ??= this.#make().finally(() => {
      this.#filling = null;
    });
    return this.#filling;
  }

  async #make(): Promise<void> {
    const name = randomUUID();
    const made = Array.from({ length: batch }, (_, index) => join(this.#place, `${name}-${index}`));
    try {
      await furnish(made);
    } catch (error) {
      // On a full disk every start would leave another batch that is half made.
      await Promise.allSettled(made.map((directory) => rm(directory, { recursive: true, force: true })));
      throw error;
    }
    this.#spare.push(...made);
  }
}

/** Make directories with all that a run needs. Rejects with the system's error. */
const furnish = async (made: ReadonlyArray<string>): Promise<void> => {
  await Promise.all(made.map((directory) => mkdir(directory, { mode: 0o700 })));
  const fifos = made.flatMap((directory) => [join(directory, "alive"), join(directory, "notify")]);
  // In English, because why it fails is read from its words.
  const env = { ...process.env, LC_ALL: "C" };
  await promisify(execFile)("mkfifo", ["-m", "600", ...fifos], { env });
  const write = (file: string, content: string): Promise<unknown> =>
    Promise.all(made.map((directory) => writeFile(join(directory, file), content, { mode: 0o600 })));
  await write("out", "");
  await write("err", "");
  passing("spares.half-made");
  // Last, as the mark of a directory that is whole.
  await write("status", " ".repeat(statusSize));
};

/** A daemon that was killed may have left one half made, or without the room that its status needs. */
const isWhole = (directory: string): boolean => {
  if (statSync(join(directory, "status"), { throwIfNoEntry: false })?.size === statusSize) return true;
  rmSync(directory, { recursive: true, force: true });
  return false;
};
