import type { Run } from "../../src/domain/Run.ts";

type RunsById = ReadonlyMap<string, Run>;

/**
 * The runs that are not stored yet, each as it was last. Beyond the limit the oldest are dropped; the events that tell
 * of them are then, too, which an alarm reports.
 */
export class UnkeptRuns {
  readonly #most: number;
  #waiting = new Map<string, Run>();
  #beingWritten: RunsById = new Map();

  constructor(most: number) {
    this.#most = most;
  }

  /** All of them, those that are being written included. */
  get all(): ReadonlyArray<Run> {
    return [...new Map([...this.#beingWritten, ...this.#waiting]).values()];
  }

  add(run: Run): void {
    this.#waiting.set(run.id, run);
    this.#limit();
  }

  /** Those that are to be written now. */
  take(): ReadonlyArray<Run> {
    this.#beingWritten = this.#waiting;
    this.#waiting = new Map();
    return [...this.#beingWritten.values()];
  }

  written(): void {
    this.#beingWritten = new Map();
  }

  /** They could not be written. */
  putBack(): void {
    this.#waiting = new Map([...this.#beingWritten, ...this.#waiting]);
    this.#beingWritten = new Map();
    this.#limit();
  }

  #limit(): void {
    for (const id of this.#waiting.keys()) {
      if (this.#waiting.size <= this.#most) return;
      this.#waiting.delete(id);
    }
  }
}
