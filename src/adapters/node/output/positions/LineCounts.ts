import type { LogSelection } from "../../../../ports/store/LogStore.ts";
import type { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import type { Arrival } from "../index/arrival.ts";
import type { ReadableOutput } from "../read/ReadableOutput.ts";

/** After so many arrivals a mark is kept. */
const spacing = 256;

/** Which lines count. */
export type Counted = Pick<LogSelection, "run" | "stream">;

/** What precedes an arrival. */
interface Mark {
  /** How many lines that count. */
  readonly lines: number;
  /** When the last of all lines arrived, in whole ms. */
  readonly at: number;
}

const nothing: Mark = { lines: 0, at: Number.NEGATIVE_INFINITY };

/** An arrival, what precedes it, and when it arrived: never before an earlier one, also if the clock was set back. */
export interface CountedArrival {
  readonly arrival: Arrival;
  /** Its place in the index. */
  readonly place: number;
  /** How many lines that count precede it. */
  readonly before: number;
  /** How many of its lines count. */
  readonly lines: number;
  readonly at: number;
}

/**
 * Counts the lines of a child, so that the number of those before any arrival is found by reading one page of the index.
 * It grows with the index, and begins anew when the index was rewritten.
 */
export class LineCounts {
  readonly child: ReadableOutput;
  readonly #counted: Counted;
  #generation = 0;
  /** Mark `n` is before arrival `n * spacing`. */
  #marks: Array<Mark> = [];
  /** What precedes the next arrival that is not counted yet. */
  #end: Mark = nothing;
  #count = 0;
  #firstAt: number | null = null;
  #page: { readonly mark: number; readonly arrivals: ReadonlyArray<CountedArrival> } | null = null;

  constructor(child: ReadableOutput, counted: Counted) {
    this.child = child;
    this.#counted = counted;
    this.#reset();
  }

  /** That of the index that has been counted. */
  get generation(): number {
    return this.#generation;
  }

  /** When the first line that counts arrived, in ms since 1970; null where there is none. */
  get firstAt(): number | null {
    return this.#firstAt;
  }

  /** When the last of all lines arrived, in ms since 1970. */
  get lastAt(): number {
    return this.#end.at;
  }

  /** Count what has been added since. */
  async update(budget: LoopBudget): Promise<void> {
    while (!this.#isUpToDate()) {
      this.#countPage();
      if (budget.isSpent) await budget.yield();
    }
  }

  /** The same at once, for the few that have been added since `update`. */
  updateNow(): void {
    while (!this.#isUpToDate()) this.#countPage();
  }

  /** The first arrival at this time or later; null: there is none yet. */
  atTime(at: number): CountedArrival | null {
    // The marks are before their arrivals: the arrival may be behind the last mark that is earlier.
    const mark = this.#lastMark((one) => one.at < at);
    return this.#find(mark, (one) => one.at >= at);
  }

  /** The arrival of the first line with this number or a higher one. */
  atSeq(seq: number): CountedArrival | null {
    const place = this.child.index.positionOf(seq);
    return place >= this.#count ? null : this.atPlace(place);
  }

  atPlace(place: number): CountedArrival | null {
    if (place >= this.#count) return null;
    return this.#arrivals(Math.floor(place / spacing))[place % spacing] ?? null;
  }

  /** How many lines that count arrived before this time. */
  before(at: number): number {
    return this.atTime(at)?.before ?? this.#end.lines;
  }

  /** How many lines that count have lower numbers. */
  beforeSeq(seq: number): number {
    const found = this.atSeq(seq);
    if (found === null) return this.#end.lines;
    return found.before + Math.min(found.lines, Math.max(0, seq - found.arrival.seq));
  }

  /** The number of the first line that arrived at this time or later. */
  seqAt(at: number): number {
    return this.atTime(at)?.arrival.seq ?? this.child.index.nextSeq;
  }

  #isUpToDate(): boolean {
    if (this.child.index.generation !== this.#generation) this.#reset();
    return this.#count >= this.child.index.count;
  }

  #countPage(): void {
    if (this.#count % spacing === 0) this.#marks.push(this.#end);
    const room = spacing - (this.#count % spacing);
    for (const arrival of this.child.index.page(this.#count, room)) this.#add(arrival);
  }

  #lastMark(is: (mark: Mark) => boolean): number {
    let [low, high] = [0, this.#marks.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (is(this.#marks[middle] as Mark)) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  #find(mark: number, is: (arrival: CountedArrival) => boolean): CountedArrival | null {
    for (let at = mark; at < this.#marks.length; at += 1) {
      const found = this.#arrivals(at).find(is);
      if (found !== undefined) return found;
    }
    return null;
  }

  #arrivals(mark: number): ReadonlyArray<CountedArrival> {
    const begin = this.#marks[mark];
    if (begin === undefined) return [];
    const length = Math.min(spacing, this.#count - mark * spacing);
    if (this.#page?.mark === mark && this.#page.arrivals.length === length) return this.#page.arrivals;
    let { lines: before, at } = begin;
    const arrivals = this.child.index.page(mark * spacing, length).map((arrival, index): CountedArrival => {
      at = Math.max(at, Math.floor(arrival.at));
      const lines = this.#linesOf(arrival);
      before += lines;
      return { arrival, place: mark * spacing + index, before: before - lines, lines, at };
    });
    this.#page = { mark, arrivals };
    return arrivals;
  }

  #linesOf({ run, stream, lines }: Arrival): number {
    const { run: wantedRun = run, stream: wantedStream = stream } = this.#counted;
    return run === wantedRun && stream === wantedStream ? lines : 0;
  }

  #add(arrival: Arrival): void {
    const lines = this.#linesOf(arrival);
    const at = Math.max(this.#end.at, Math.floor(arrival.at));
    if (lines > 0) this.#firstAt ??= at;
    this.#end = { lines: this.#end.lines + lines, at };
    this.#count += 1;
  }

  #reset(): void {
    this.#generation = this.child.index.generation;
    this.#marks = [];
    this.#end = nothing;
    this.#count = 0;
    this.#firstAt = null;
    this.#page = null;
  }
}
