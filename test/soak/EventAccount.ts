import { isDeepStrictEqual } from "node:util";
import type { JournalEntry } from "../../src/domain/Event.ts";

/**
 * The account of every event that somebody who follows the journal was told. What a daemon told and had not written when
 * it was killed is not in the journal; the next one gives its numbers to others (docs/output.md): the last that was told
 * of a number holds.
 */
export class EventAccount {
  readonly #told = new Map<number, JournalEntry>();
  readonly #wrongs: Array<string> = [];
  #newest = 0;

  get newest(): number {
    return this.#newest;
  }

  add(entry: JournalEntry): void {
    const { seq } = entry;
    if (seq > this.#newest + 1) this.#wrongs.push(`events ${this.#newest + 1} to ${seq - 1} were not told`);
    if (isDeepStrictEqual(this.#told.get(seq), entry))
      this.#wrongs.push(`event ${seq} was told twice: ${JSON.stringify(entry)}`);
    this.#told.set(seq, entry);
    this.#newest = seq;
  }

  /** What was wrong with what was told, besides what the journal keeps. */
  wrongs(journal: ReadonlyArray<JournalEntry>): ReadonlyArray<string> {
    const others = journal.flatMap((entry) => {
      const told = this.#told.get(entry.seq);
      return isDeepStrictEqual(told, entry)
        ? []
        : [`the journal has ${JSON.stringify(entry)}, told was ${JSON.stringify(told)}`];
    });
    return [...this.#wrongs, ...others];
  }

  /** The events that hold, in order. */
  get entries(): ReadonlyArray<JournalEntry> {
    return [...this.#told.values()].sort((a, b) => a.seq - b.seq);
  }
}
