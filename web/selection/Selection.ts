import { Shared } from "../store/Shared.ts";

/** The nodes that are selected for a command, by path, in the order in which they were selected. */
export class Selection {
  readonly #paths = new Shared<ReadonlySet<string>>(new Set());
  /** Where a range begins. */
  #anchor: string | null = null;

  get paths(): ReadonlySet<string> {
    return this.#paths.value;
  }

  /** Select a node or deselect it; a range begins here. */
  toggle(path: string): void {
    const paths = new Set(this.paths);
    if (!paths.delete(path)) paths.add(path);
    this.#anchor = path;
    this.#paths.set(paths);
  }

  /** Select all nodes from the last selected one to this one, in the shown order. */
  extend(path: string, shown: ReadonlyArray<string>): void {
    const from = this.#anchor === null ? -1 : shown.indexOf(this.#anchor);
    const to = shown.indexOf(path);
    if (from < 0 || to < 0) {
      if (!this.paths.has(path)) this.toggle(path);
      return;
    }
    const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.#paths.set(new Set([...this.paths, ...range]));
  }

  /** Add these to the selection. */
  add(paths: ReadonlyArray<string>): void {
    this.#paths.set(new Set([...this.paths, ...paths]));
  }

  /** Keep only these. */
  keep(isKept: (path: string) => boolean): void {
    const kept = [...this.paths].filter(isKept);
    if (kept.length < this.paths.size) this.#paths.set(new Set(kept));
  }

  clear(): void {
    this.#anchor = null;
    if (this.paths.size > 0) this.#paths.set(new Set());
  }

  readonly subscribe = this.#paths.subscribe;
}
