import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const batch = 64;
const lowWater = 16;

/**
 * Spare FIFOs. Node can't make one, and a `mkfifo` process for each run would cost as much as the run's
 * own start; so they are made by the dozen and renamed into place. The next daemon uses up what is left.
 */
export class FifoPool {
  readonly #directory: string;
  readonly #spare: Array<string>;
  #filling: Promise<void> | null = null;

  constructor(home: string) {
    this.#directory = join(home, "spare");
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    this.#spare = readdirSync(this.#directory).map((name) => join(this.#directory, name));
  }

  /** Put a spare FIFO at `path`. Rejects with the system's error. */
  async moveTo(path: string): Promise<void> {
    while (this.#spare.length === 0) await this.#fill();
    const fifo = this.#spare.pop();
    if (fifo !== undefined) renameSync(fifo, path);
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
    const paths = Array.from({ length: batch }, (_, index) => join(this.#directory, `${name}-${index}`));
    await promisify(execFile)("mkfifo", ["-m", "600", ...paths]);
    this.#spare.push(...paths);
  }
}
