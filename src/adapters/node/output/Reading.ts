import type { ChildPath } from "../../../domain/ChildPath.ts";
import type { LogLine, LogQuery, Place } from "../../../ports/LogStore.ts";
import type { Arrival } from "./arrival.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { Cursor, type Range } from "./Cursor.ts";
import { firstOfNewest } from "./newest.ts";
import { Search } from "./Search.ts";
import { Slice } from "./Slice.ts";

/** So many lines that may match are looked at together, at least, if there is time: each look has its price. */
const lookLength = 4_096;

/** So many lines are handed on at once. */
const batchLength = 1_024;

/** The lines of a child, or of one run of it, as far as they are known without a look at all of the index. */
const rangeOf = (
  { accounts, index: { nextSeq } }: ChildOutput,
  run: number | undefined,
  how: "to its end" | "for ever",
): Range => {
  const known = run === undefined ? { first: 1, last: nextSeq - 1 } : accounts.get(run)?.range;
  if (how === "for ever") return { from: known?.first ?? 1, end: Number.POSITIVE_INFINITY };
  return { from: known?.first ?? nextSeq, end: (known?.last ?? 0) + 1 };
};

/** Goes over the lines that a query asks for, of several children in the order of their arrival. */
export class Reading {
  readonly #query: LogQuery;
  readonly #search: Search;
  readonly #cursors = new Map<ChildOutput, Cursor>();
  /** What is still to be handed on. */
  #found: ReadonlyArray<LogLine> = [];
  /** Where somebody who comes back has been. */
  readonly #places: ReadonlyMap<ChildPath, number>;
  #begun: Array<Place> = [];

  /** Throws BadSearch. */
  constructor(query: LogQuery, places: ReadonlyMap<ChildPath, number> = new Map()) {
    this.#query = query;
    this.#places = places;
    this.#search = new Search(query.grep);
  }

  /** Read a child, too: its newest lines, or all behind a number; and what comes, where it is followed. */
  async include(child: ChildOutput, how: "to its end" | "for ever"): Promise<void> {
    const { after = 0, last, run } = this.#query;
    const all = rangeOf(child, run, how);
    const newest =
      last === undefined ? 1 : await firstOfNewest(child, this.#query, { last, range: all }, this.#search);
    this.#add(child, { ...all, from: Math.max(after + 1, all.from, newest) });
  }

  /** Read a child that has appeared meanwhile, from where it was left or else from what was found of it first. */
  join(child: ChildOutput): void {
    if (this.#cursors.has(child)) return;
    const left = this.#places.get(child.path);
    this.#add(child, {
      from: left === undefined ? child.firstSeq : left + 1,
      end: Number.POSITIVE_INFINITY,
    });
  }

  /** Where the children begin that are read since this was asked last. */
  begun(): ReadonlyArray<Place> {
    return this.#begun.splice(0);
  }

  /** Some more lines, or null at the end. There may be none among much that was looked at. */
  async next(): Promise<ReadonlyArray<LogLine> | null> {
    if (this.#found.length === 0) {
      const slice = new Slice();
      const candidates = await this.#candidates(slice);
      if (candidates === null) return null;
      this.#found = await this.#search.matching(candidates, slice);
    }
    const batch = this.#found.slice(0, batchLength);
    this.#found = this.#found.slice(batchLength);
    return batch;
  }

  /** Lines that may match, as many as there is time for, or null at the end. */
  async #candidates(slice: Slice): Promise<ReadonlyArray<LogLine> | null> {
    const enough = this.#search.isForAll ? batchLength : lookLength;
    const lines: Array<LogLine> = [];
    while (lines.length < enough) {
      const earliest = await this.#earliest(slice);
      if (earliest === null) return lines.length === 0 ? null : lines;
      lines.push(...(await earliest.cursor.take(earliest.arrival)));
      if (!slice.isSpent) continue;
      await slice.turnOver();
      break;
    }
    return lines;
  }

  #add(child: ChildOutput, range: Range): void {
    this.#begun.push({ path: child.path, after: range.from - 1 });
    this.#cursors.set(child, new Cursor(child, this.#query, this.#search, range));
  }

  async #earliest(slice: Slice): Promise<{ readonly cursor: Cursor; readonly arrival: Arrival } | null> {
    let found: { readonly cursor: Cursor; readonly arrival: Arrival } | null = null;
    for (const cursor of this.#cursors.values()) {
      let arrival = cursor.peek();
      for (; arrival === "further on"; arrival = cursor.peek()) {
        cursor.turnPage();
        if (slice.isSpent) await slice.turnOver();
      }
      if (arrival === null) continue;
      if (found === null || arrival.at < found.arrival.at) found = { cursor, arrival };
    }
    return found;
  }
}
