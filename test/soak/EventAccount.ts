import type { JournalEntry } from "../../src/domain/Event.ts";

/**
 * The account of every event that somebody who follows the journal was told. What a daemon told and had not written when
 * it was killed is not in the journal; the next one gives its numbers to others (docs/output.md): the last that was told
 * of a number holds.
 */
export class EventAccount {
  readonly #told = new Map<number, string>();
  readonly #wrongs: Array<string> = [];
  #newest = 0;
  #returns = 0;

  get newest(): number {
    return this.#newest;
  }

  /** How often a number came again: at most once with each daemon that follows another. */
  get returns(): number {
    return this.#returns;
  }

  add(entry: JournalEntry): void {
    const { seq } = entry;
    const text = JSON.stringify(entry);
    if (seq > this.#newest + 1) this.#wrongs.push(`events ${this.#newest + 1} to ${seq - 1} were not told`);
    if (seq <= this.#newest) this.#returns += 1;
    if (this.#told.get(seq) === text) this.#wrongs.push(`event ${seq} was told twice: ${text}`);
    this.#told.set(seq, text);
    this.#newest = seq;
  }

  /** What was wrong with what was told, besides what the journal keeps. */
  wrongs(journal: ReadonlyArray<JournalEntry>): ReadonlyArray<string> {
    const others = journal.flatMap((entry) => {
      const [kept, told] = [JSON.stringify(entry), this.#told.get(entry.seq)];
      return kept === told ? [] : [`the journal has ${kept}, told was ${told}`];
    });
    return [...this.#wrongs, ...others];
  }

  /** The events that hold, in order. */
  get entries(): ReadonlyArray<JournalEntry> {
    return [...this.#told].sort(([a], [b]) => a - b).map(([, text]): JournalEntry => JSON.parse(text));
  }
}
