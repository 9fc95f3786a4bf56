/** The nodes that are selected for a command, by path, in the order in which they were selected. */
export class Selection {
  #paths: ReadonlySet<string> = new Set();
  /** Where a range begins. */
  #anchor: string | null = null;
  readonly #listeners = new Set<() => void>();

  get paths(): ReadonlySet<string> {
    return this.#paths;
  }

  /** Select a node or deselect it; a range begins here. */
  toggle(path: string): void {
    const paths = new Set(this.#paths);
    if (!paths.delete(path)) paths.add(path);
    this.#anchor = path;
    this.#change(paths);
  }

  /** Select all nodes from the last selected one to this one, in the shown order. */
  extend(path: string, shown: ReadonlyArray<string>): void {
    const from = this.#anchor === null ? -1 : shown.indexOf(this.#anchor);
    const to = shown.indexOf(path);
    if (from < 0 || to < 0) {
      if (!this.#paths.has(path)) this.toggle(path);
      return;
    }
    const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.#change(new Set([...this.#paths, ...range]));
  }

  /** Add these to the selection. */
  add(paths: ReadonlyArray<string>): void {
    this.#change(new Set([...this.#paths, ...paths]));
  }

  /** Keep only these. */
  keep(isKept: (path: string) => boolean): void {
    const kept = [...this.#paths].filter(isKept);
    if (kept.length < this.#paths.size) this.#change(new Set(kept));
  }

  clear(): void {
    this.#anchor = null;
    if (this.#paths.size > 0) this.#change(new Set());
  }

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #change(paths: ReadonlySet<string>): void {
    this.#paths = paths;
    for (const listener of this.#listeners) listener();
  }
}
