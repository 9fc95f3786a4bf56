import { setImmediate as turnOver } from "node:timers/promises";
import type { LogLine, LogQuery } from "../../../ports/LogStore.ts";
import type { Arrival } from "./arrival.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { Cursor } from "./Cursor.ts";
import { type Matcher, matcherOf } from "./matcher.ts";
import { firstOfNewest } from "./newest.ts";
import { StreamBytes } from "./StreamBytes.ts";

/** So many lines are searched and handed on at once, more or less. */
const batchLength = 512;

/** So many pages of an index are skipped before others get their turn. */
const pagesAtOnce = 16;

/** Goes over the lines that a query asks for, of several children in the order of their arrival. */
export class Reading {
  readonly #query: LogQuery;
  readonly #bytes: StreamBytes;
  readonly #matcher: Matcher | null;
  readonly #cursors = new Map<ChildOutput, Cursor>();

  /** Throws BadSearch. */
  constructor(query: LogQuery) {
    this.#query = query;
    this.#bytes = new StreamBytes();
    this.#matcher = query.grep === undefined ? null : matcherOf(query.grep);
  }

  /** Read a child, too: its newest lines, or all behind a number; and what comes, where it is followed. */
  async include(child: ChildOutput, how: "to its end" | "for ever"): Promise<void> {
    const { after = 0, last } = this.#query;
    const { nextSeq } = child.index;
    const end = how === "to its end" ? nextSeq : Number.POSITIVE_INFINITY;
    const sources = { bytes: this.#bytes, matcher: this.#matcher };
    const newest = last === undefined ? 1 : await firstOfNewest(child, this.#query, last, sources);
    this.#add(child, { from: Math.max(after + 1, newest), end });
  }

  /** Read a child that has appeared meanwhile. */
  join(child: ChildOutput): void {
    if (!this.#cursors.has(child)) this.#add(child, { from: child.firstSeq, end: Number.POSITIVE_INFINITY });
  }

  /** Some more lines, or null at the end. There may be none among much that was looked at. */
  async next(): Promise<ReadonlyArray<LogLine> | null> {
    const lines: Array<LogLine> = [];
    let end: "reached" | "not yet" = "not yet";
    while (lines.length < batchLength && end === "not yet") {
      const earliest = await this.#earliest();
      if (earliest === null) end = "reached";
      else lines.push(...(await earliest.cursor.take(earliest.arrival)));
    }
    if (lines.length === 0 && end === "reached") return null;
    return this.#matching(lines);
  }

  #matching(lines: ReadonlyArray<LogLine>): ReadonlyArray<LogLine> {
    if (this.#matcher === null) return lines;
    const matches = this.#matcher(lines.map(({ text }) => text));
    return lines.filter((_, index) => matches[index]);
  }

  #add(child: ChildOutput, range: ConstructorParameters<typeof Cursor>[3]): void {
    this.#cursors.set(child, new Cursor(child, this.#query, this.#bytes, range));
  }

  async #earliest(): Promise<{ readonly cursor: Cursor; readonly arrival: Arrival } | null> {
    let found: { readonly cursor: Cursor; readonly arrival: Arrival } | null = null;
    for (const cursor of this.#cursors.values()) {
      for (let turned = 1; cursor.peek() === "further on"; turned += 1) {
        cursor.turnPage();
        if (turned % pagesAtOnce === 0) await turnOver();
      }
      const arrival = cursor.peek();
      if (arrival === null || arrival === "further on") continue;
      if (found === null || arrival.at < found.arrival.at) found = { cursor, arrival };
    }
    return found;
  }
}
