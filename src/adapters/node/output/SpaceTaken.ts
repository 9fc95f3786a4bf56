import { statSync } from "node:fs";

/** Bytes that files take on the disk; each is asked for once, until it changes. */
export class SpaceTaken {
  readonly #known = new Map<string, number>();

  of(file: string): number {
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const stats = statSync(file, { throwIfNoEntry: false });
    const space = (stats?.blocks ?? 0) * 512;
    // What is written may not have its blocks yet (btrfs), and where there is a hole there may be a larger one soon.
    if (stats && space >= stats.size) this.#known.set(file, space);
    return space;
  }

  changed(file: string): void {
    this.#known.delete(file);
  }
}
