import type { LogLine, Place } from "../../../../domain/LogLine.ts";
import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import type { LogQuery } from "../../../../ports/store/LogStore.ts";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import type { Arrival } from "../index/arrival.ts";
import { Cursor, type Range } from "./Cursor.ts";
import { firstOfNewest } from "./newest.ts";
import type { ReadableOutput } from "./ReadableOutput.ts";
import { Search } from "./Search.ts";

/** How many candidate lines are searched together, if the budget allows: each search has a fixed cost. */
const candidatesPerSearch = 4_096;

/** How many lines are returned at a time. */
const batchLength = 1_024;

/** The line numbers of a child, or of one run of it, as far as they are known without reading the whole index. */
const rangeOf = (
  { runLines, index: { nextSeq } }: ReadableOutput,
  run: number | undefined,
  how: "to its end" | "for ever",
): Range => {
  const known = run === undefined ? { first: 1, last: nextSeq - 1 } : runLines.get(run)?.range;
  if (how === "for ever") return { from: known?.first ?? 1, end: Number.POSITIVE_INFINITY };
  return { from: known?.first ?? nextSeq, end: (known?.last ?? 0) + 1 };
};

interface Next {
  readonly path: ChildPath;
  readonly cursor: Cursor;
  readonly arrival: Arrival;
}

/** Reads the lines that a query selects from several children, in the order of arrival. */
export class LogReader {
  readonly #query: LogQuery;
  readonly #search: Search;
  readonly #cursors = new Map<ReadableOutput, Cursor>();
  /** Lines that were read but not returned yet. */
  #found: ReadonlyArray<LogLine> = [];
  /** The positions from which a follower resumes. */
  readonly #places: ReadonlyMap<ChildPath, number>;
  #newPlaces: Array<Place> = [];

  /** Throws BadSearch. */
  constructor(query: LogQuery, places: ReadonlyMap<ChildPath, number> = new Map()) {
    this.#query = query;
    this.#places = places;
    this.#search = new Search(query);
  }

  /**
   * Read a child too: its newest lines, or all after a number or the follower's position; and new ones, if it is
   * followed.
   */
  async include(child: ReadableOutput, how: "to its end" | "for ever"): Promise<void> {
    const { after = 0, last, run } = this.#query;
    const { nextSeq } = child.index;
    const left = this.#places.get(child.path) ?? 0;
    const all = rangeOf(child, run, how);
    const newest =
      last === undefined ? 1 : await firstOfNewest(child, this.#query, { last, range: all }, this.#search);
    const from = Math.max(after + 1, left + 1, all.from, newest);
    this.#add(child, { ...all, from }, this.#places.has(child.path) ? from : nextSeq);
  }

  /**
   * Read a child that has appeared since, from the follower's position or else from the first line that this daemon
   * recorded.
   */
  join(child: ReadableOutput): void {
    if (this.#cursors.has(child)) return;
    const left = this.#places.get(child.path);
    const from = left === undefined ? child.firstSeq : left + 1;
    this.#add(child, { from, end: Number.POSITIVE_INFINITY }, from);
  }

  /**
   * The start positions of children added since the last call, and those after lines that were missed. They belong
   * between the lines that were read so far and the next ones.
   */
  takeNewPlaces(): ReadonlyArray<Place> {
    return this.#found.length > 0 ? [] : this.#newPlaces.splice(0);
  }

  /** The next lines, or null at the end. May be empty when a search found nothing. */
  async next(): Promise<ReadonlyArray<LogLine> | null> {
    if (this.#found.length === 0) {
      const budget = new LoopBudget();
      const candidates = await this.#candidates(budget);
      if (candidates === null) return null;
      this.#found = await this.#search.matching(candidates, budget);
    }
    const batch = this.#found.slice(0, batchLength);
    this.#found = this.#found.slice(batchLength);
    return batch;
  }

  /** The next candidate lines, as many as the budget allows, or up to a new place; null at the end. */
  async #candidates(budget: LoopBudget): Promise<ReadonlyArray<LogLine> | null> {
    const enough = this.#search.isForAll ? batchLength : candidatesPerSearch;
    const lines: Array<LogLine> = [];
    const { length: places } = this.#newPlaces;
    while (lines.length < enough) {
      const earliest = await this.#earliest(budget);
      if (this.#newPlaces.length > places) return lines;
      if (earliest === null) return lines.length === 0 ? null : lines;
      lines.push(...(await earliest.cursor.take(earliest.arrival)));
      if (!budget.isSpent) continue;
      await budget.yield();
      break;
    }
    return lines;
  }

  #add(child: ReadableOutput, range: Range, owed: number): void {
    this.#newPlaces.push({ path: child.path, after: range.from - 1 });
    this.#cursors.set(child, new Cursor(child, this.#query, this.#search, range, owed));
  }

  /** Of arrivals at the same time, that of the first path: the same with every daemon, and without one. */
  async #earliest(budget: LoopBudget): Promise<Next | null> {
    let found: Next | null = null;
    for (const [{ path }, cursor] of this.#cursors) {
      let arrival = cursor.peek();
      for (; arrival === "further on"; arrival = cursor.peek()) {
        cursor.turnPage();
        if (budget.isSpent) await budget.yield();
      }
      const missed = cursor.takeMissed();
      if (missed !== null) this.#newPlaces.push({ path, after: missed.last, missed: missed.lines });
      if (arrival === null) continue;
      if (found === null || isBefore({ path, arrival }, found)) found = { path, cursor, arrival };
    }
    return found;
  }
}

type Ordered = Omit<Next, "cursor">;

const isBefore = (one: Ordered, other: Ordered): boolean =>
  one.arrival.at < other.arrival.at || (one.arrival.at === other.arrival.at && one.path < other.path);
