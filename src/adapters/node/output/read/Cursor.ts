import type { LogLine } from "../../../../domain/LogLine.ts";
import type { LogQuery } from "../../../../ports/store/LogStore.ts";
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

/** Lines that were removed before they could be read. */
interface Missed {
  /** The number of the last one. */
  readonly last: number;
  readonly lines: number;
}

/** A position in the output of one child that moves forward over what a query selects. */
export class Cursor {
  readonly #child: ReadableOutput;
  readonly #query: LogQuery;
  readonly #search: Search;
  readonly #range: Range;
  /** Lines from this number on were there when reading began, or came later. */
  readonly #owed: number;
  #missed: Missed | null = null;
  #position: number;
  #edition: number;
  /** The number of the next line. */
  #next: number;
  #page: ReadonlyArray<Arrival> = [];

  /** `owed`: lines from this number on are missed when they are removed before they could be read. */
  constructor(child: ReadableOutput, query: LogQuery, search: Search, range: Range, owed: number) {
    this.#child = child;
    this.#query = query;
    this.#search = search;
    this.#range = range;
    this.#owed = owed;
    this.#next = range.from;
    this.#edition = child.index.generation;
    this.#position = child.index.positionOf(range.from);
  }

  /**
   * The next arrival that may have selected lines; null at the current end; "further on" if the next page must be
   * read.
   */
  peek(): Arrival | null | "further on" {
    this.#relocate();
    let [next] = this.#page;
    for (; next && !this.#isWanted(next); [next] = this.#page) this.#advance(next);
    if (next) {
      this.#passTo(next.seq);
      return next.seq < this.#range.end ? next : null;
    }
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
    // Removed since it was found in the index.
    if (lines.length === 0 && this.#search.isForAll) this.#miss(arrival.seq, this.#next);
    const isWhole = arrival.seq >= from && arrival.seq + arrival.lines <= end;
    return isWhole ? lines : lines.filter(({ seq }) => seq >= from && seq < end);
  }

  /** The lines that were missed since the last call, all of which precede the next one that is taken. */
  takeMissed(): Missed | null {
    const missed = this.#missed;
    this.#missed = null;
    return missed;
  }

  /** The lines before this number that were not passed yet are gone. */
  #passTo(seq: number): void {
    this.#miss(this.#next, seq);
    this.#next = Math.max(seq, this.#next);
  }

  #miss(from: number, end: number): void {
    const lines = end - Math.max(from, this.#owed);
    if (lines > 0) this.#missed = { last: end - 1, lines: (this.#missed?.lines ?? 0) + lines };
  }

  #isWanted(arrival: Arrival): boolean {
    return isWanted(arrival, this.#query) && !this.#search.rulesOut(this.#child, arrival);
  }

  #advance({ seq, lines }: Arrival): void {
    this.#passTo(seq);
    this.#page = this.#page.slice(1);
    this.#position += 1;
    this.#next = seq + lines;
  }

  #relocate(): void {
    const { index } = this.#child;
    if (index.generation === this.#edition) return;
    this.#edition = index.generation;
    this.#page = [];
    this.#position = index.positionOf(this.#next);
  }
}

export const isWanted = (arrival: Arrival, { run, stream, since, until }: LogQuery): boolean =>
  arrival.lines > 0 &&
  (run === undefined || arrival.run === run) &&
  (stream === undefined || arrival.stream === stream) &&
  (since === undefined || arrival.at >= since) &&
  (until === undefined || arrival.earliest <= until);
