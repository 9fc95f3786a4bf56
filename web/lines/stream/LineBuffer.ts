import { Versioned } from "../../store/Versioned.ts";

/** The maximal number of kept lines. */
const mostLines = 100_000;
/** The minimal interval between notifications, in ms. */
const flushInterval = 100;

/** The newest lines of a stream. */
export class LineBuffer<Line> extends Versioned {
  #lines: Array<Line> = [];
  #forgotten = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** The number of lines that came before the first kept one. */
  get forgotten(): number {
    return this.#forgotten;
  }

  get length(): number {
    return this.#lines.length;
  }

  at(index: number): Line | undefined {
    return this.#lines[index];
  }

  add(line: Line): void {
    this.#lines.push(line);
    if (this.#lines.length > mostLines) {
      // In large steps, since each one copies the array.
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

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.tell();
  }
}
