import { RunLines } from "./RunLines.ts";

/** The lines of each run of a child that may still be read or tracked again. */
export class RunLinesMap {
  readonly #byRun = new Map<number, RunLines>();
  #droppedCount = 0;

  get runs(): ReadonlyArray<number> {
    return [...this.#byRun.keys()];
  }

  get(run: number): RunLines | undefined {
    return this.#byRun.get(run);
  }

  /** The lines of a run; `start`: when it started, in ms since 1970. */
  getOrCreate(run: number, start: number): RunLines {
    const known = this.#byRun.get(run);
    if (known) return known;
    const lines = new RunLines(start);
    this.#byRun.set(run, lines);
    return lines;
  }

  /** Drop a run of which nothing is left and that won't be tracked again. */
  drop(run: number): void {
    this.#byRun.delete(run);
    this.#droppedCount += 1;
  }

  /** Everything was removed by somebody else. */
  forgetAll(): void {
    this.#byRun.clear();
    this.#droppedCount = 0;
  }

  /** How many runs have nothing left but index entries, since the index was last rewritten. */
  get droppedCount(): number {
    return this.#droppedCount;
  }

  /** The index was rewritten: it holds no entries of dropped runs any more. */
  indexRewritten(): void {
    this.#droppedCount = 0;
  }
}
