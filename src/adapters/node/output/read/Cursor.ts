import type { LogLine } from "../../../../domain/LogLine.ts";
import type { LogQuery } from "../../../../ports/LogStore.ts";
import type { Arrival } from "../index/arrival.ts";
import type { ReadableOutput } from "./ReadableOutput.ts";
import type { Search } from "./Search.ts";

/** A range of line numbers to read. */
export interface Range {
  /** The number of the first line. */
  readonly from: number;
  /** One more than the number of the last line. */
  readonly end: number;
}

/** A position in the output of one child that moves forward over what a query selects. */
export class Cursor {
  readonly #child: ReadableOutput;
  readonly #query: LogQuery;
  readonly #search: Search;
  readonly #range: Range;
  #position: number;
  #edition: number;
  /** The number of the next line. */
  #next: number;
  #page: ReadonlyArray<Arrival> = [];

  constructor(child: ReadableOutput, query: LogQuery, search: Search, range: Range) {
    this.#child = child;
    this.#query = query;
    this.#search = search;
    this.#range = range;
    this.#next = range.from;
    this.#edition = child.index.generation;
    this.#position = child.index.positionOf(range.from);
  }

  /**
   * The next arrival that may have selected lines; null at the current end; "further on" if the next page must be
   * read.
   */
  peek(): Arrival | null | "further on" {
    let [next] = this.#page;
    for (; next && !this.#isWanted(next); [next] = this.#page) this.#advance(next);
    if (next) return next.seq < this.#range.end ? next : null;
    this.#relocate();
    const isBehind = this.#next >= this.#range.end || this.#position >= this.#child.index.count;
    return isBehind ? null : "further on";
  }

  /** Read the next page. */
  turnPage(): void {
    this.#relocate();
    this.#page = this.#child.index.page(this.#position);
  }

  /** The selected lines of the arrival that `peek` returned, as candidates for the search. */
  async take(arrival: Arrival): Promise<ReadonlyArray<LogLine>> {
    this.#advance(arrival);
    const { from, end } = this.#range;
    const lines = await this.#search.candidates(this.#child, arrival);
    const isWhole = arrival.seq >= from && arrival.seq + arrival.lines <= end;
    return isWhole ? lines : lines.filter(({ seq }) => seq >= from && seq < end);
  }

  #isWanted(arrival: Arrival): boolean {
    return isWanted(arrival, this.#query) && !this.#search.rulesOut(this.#child, arrival);
  }

  #advance({ seq, lines }: Arrival): void {
    this.#page = this.#page.slice(1);
    this.#position += 1;
    this.#next = seq + lines;
  }

  #relocate(): void {
    const { index } = this.#child;
    if (index.generation === this.#edition) return;
    this.#edition = index.generation;
    this.#position = index.positionOf(this.#next);
  }
}

export const isWanted = (arrival: Arrival, { run, stream, since, until }: LogQuery): boolean =>
  arrival.lines > 0 &&
  (run === undefined || arrival.run === run) &&
  (stream === undefined || arrival.stream === stream) &&
  (since === undefined || arrival.at >= since) &&
  (until === undefined || arrival.earliest <= until);
