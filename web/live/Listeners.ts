/**
 * Listeners by key. The first change after a quiet interval is notified at once, later ones at most once in an
 * interval, where changes of the same key are merged.
 */
export class Listeners<Key> {
  readonly #interval: number;
  readonly #byKey = new Map<Key, Set<() => void>>();
  readonly #touched = new Set<Key>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `interval` in ms. */
  constructor(interval: number) {
    this.#interval = interval;
  }

  /** Subscribe until the returned function is called. */
  add(key: Key, listener: () => void): () => void {
    const listeners = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#byKey.get(key) === listeners) this.#byKey.delete(key);
    };
  }

  touch(key: Key): void {
    this.#touched.add(key);
    // Changes in the same turn are merged.
    if (this.#timer === null) this.#timer = setTimeout(() => this.#flush(), 0);
  }

  #flush(): void {
    const touched = [...this.#touched];
    this.#touched.clear();
    this.#timer = touched.length === 0 ? null : setTimeout(() => this.#flush(), this.#interval);
    for (const key of touched) for (const listener of [...(this.#byKey.get(key) ?? [])]) listener();
  }
}
