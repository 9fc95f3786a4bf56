/** The functions that are called when something changes. */
export class Subscribers {
  readonly #all = new Set<() => void>();

  /** Subscribe until the returned function is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  };

  /** Tell all of them that it has changed. */
  tell(): void {
    for (const listener of this.#all) listener();
  }
}
