/** Lines that are kept for a page. */
const mostLines = 100_000;
/** Those who look are told at most so often, in ms. */
const flushInterval = 100;

/** Lines as they come, for a page that shows the newest of them. It changes by its version. */
export class LineBuffer<Line> {
  #lines: Array<Line> = [];
  #forgotten = 0;
  #version = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #listeners = new Set<() => void>();

  /** The number of lines that came before the first one that is kept. */
  get forgotten(): number {
    return this.#forgotten;
  }

  get length(): number {
    return this.#lines.length;
  }

  get version(): number {
    return this.#version;
  }

  at(index: number): Line | undefined {
    return this.#lines[index];
  }

  add(line: Line): void {
    this.#lines.push(line);
    if (this.#lines.length > mostLines) {
      // Not one at a time, which would move all others each time.
      const surplus = mostLines / 10;
      this.#lines = this.#lines.slice(surplus);
      this.#forgotten += surplus;
    }
    this.#timer ??= setTimeout(() => this.#flush(), flushInterval);
  }

  clear(): void {
    this.#lines = [];
    this.#forgotten = 0;
    this.#flush();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
