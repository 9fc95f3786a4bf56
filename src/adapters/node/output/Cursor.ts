import type { LogLine, LogQuery } from "../../../ports/LogStore.ts";
import type { Arrival } from "./arrival.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import type { Search } from "./Search.ts";

/** Which lines a reader reads, by their numbers. */
export interface Range {
  /** The number of the first wanted line. */
  readonly from: number;
  /** The number of the first line that is not wanted any more. */
  readonly end: number;
}

/** A place in the output of one child, going forward over what a query asks for. */
export class Cursor {
  readonly #child: ChildOutput;
  readonly #query: LogQuery;
  readonly #search: Search;
  readonly #range: Range;
  #position: number;
  #edition: number;
  /** The number of the next line. */
  #next: number;
  #page: ReadonlyArray<Arrival> = [];

  constructor(child: ChildOutput, query: LogQuery, search: Search, range: Range) {
    this.#child = child;
    this.#query = query;
    this.#search = search;
    this.#range = range;
    this.#next = range.from;
    this.#edition = child.index.edition;
    this.#position = child.index.positionOf(range.from);
  }

  /** The next arrival that may have wanted lines; null at the end, for now; "further on" if it takes a look. */
  peek(): Arrival | null | "further on" {
    let [next] = this.#page;
    for (; next && !this.#isWanted(next); [next] = this.#page) this.#step(next);
    if (next) return next.seq < this.#range.end ? next : null;
    this.#findAgain();
    const isBehind = this.#next >= this.#range.end || this.#position >= this.#child.index.count;
    return isBehind ? null : "further on";
  }

  /** Look further on. */
  turnPage(): void {
    this.#findAgain();
    this.#page = this.#child.index.page(this.#position);
  }

  /** The wanted lines of the arrival that was peeked at, as far as they may match. */
  async take(arrival: Arrival): Promise<ReadonlyArray<LogLine>> {
    this.#step(arrival);
    const { from, end } = this.#range;
    const lines = await this.#search.candidates(this.#child, arrival);
    const isWhole = arrival.seq >= from && arrival.seq + arrival.lines <= end;
    return isWhole ? lines : lines.filter(({ seq }) => seq >= from && seq < end);
  }

  #isWanted(arrival: Arrival): boolean {
    return isWanted(arrival, this.#query) && !this.#search.isClear(this.#child, arrival);
  }

  #step({ seq, lines }: Arrival): void {
    this.#page = this.#page.slice(1);
    this.#position += 1;
    this.#next = seq + lines;
  }

  #findAgain(): void {
    const { index } = this.#child;
    if (index.edition === this.#edition) return;
    this.#edition = index.edition;
    this.#position = index.positionOf(this.#next);
  }
}

export const isWanted = (arrival: Arrival, { run, stream, since, until }: LogQuery): boolean =>
  arrival.lines > 0 &&
  (run === undefined || arrival.run === run) &&
  (stream === undefined || arrival.stream === stream) &&
  (since === undefined || arrival.at >= since) &&
  (until === undefined || arrival.earliest <= until);
