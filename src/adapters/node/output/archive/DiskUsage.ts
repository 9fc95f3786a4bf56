import { statSync } from "node:fs";

/** Bytes that files take on disk; each file is checked once until it changes. */
export class DiskUsage {
  readonly #known = new Map<string, number>();

  of(file: string): number {
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const stats = statSync(file, { throwIfNoEntry: false });
    const space = (stats?.blocks ?? 0) * 512;
    // Recently written blocks may not be allocated yet (btrfs), and a file with a hole may soon have a larger one.
    if (stats && space >= stats.size) this.#known.set(file, space);
    return space;
  }

  invalidate(file: string): void {
    this.#known.delete(file);
  }
}
