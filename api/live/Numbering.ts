import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";

/** Small numbers for paths. None is given to another path, ever. */
export class Numbering {
  readonly #numbers = new Map<ChildPath, number>();
  readonly #paths = new Map<number, ChildPath>();
  #next = 0;

  /** The number of a path, a new one where it has none. */
  of(path: ChildPath): number {
    const known = this.#numbers.get(path);
    if (known !== undefined) return known;
    const number = this.#next++;
    this.#numbers.set(path, number);
    this.#paths.set(number, path);
    return number;
  }

  /** The path with this number. */
  pathOf(number: number): ChildPath | undefined {
    return this.#paths.get(number);
  }

  /** Forget a path that is not in the tree, and that no client can know any more. */
  forget(path: ChildPath): void {
    const number = this.#numbers.get(path);
    if (number === undefined) return;
    this.#numbers.delete(path);
    this.#paths.delete(number);
  }

  /** Forget all other paths. */
  keep(paths: ReadonlySet<ChildPath>): void {
    for (const path of [...this.#numbers.keys()]) if (!paths.has(path)) this.forget(path);
  }
}
