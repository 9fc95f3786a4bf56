import type { JournalEntry } from "../domain/Event.ts";

/** More than a daemon tells before it has written it. */
const remembered = 1_000;

/**
 * The newest of the events that were told. A daemon tells them before they are in the journal; those that were not
 * when it was killed are lost, and the next one gives their numbers to others.
 */
export class ToldEvents {
  readonly #told = new Map<number, string>();
  #newest = 0;

  /** The number of the last one. */
  get newest(): number {
    return this.#newest;
  }

  /** The number behind which all are to be had again, of which some may have been told. */
  get reliable(): number {
    const [oldest = 1] = this.#told.keys();
    return oldest - 1;
  }

  has({ seq, at, subject }: JournalEntry): boolean {
    return this.#told.get(seq) === `${at} ${subject}`;
  }

  add({ seq, at, subject }: JournalEntry): void {
    this.#newest = seq;
    this.#told.set(seq, `${at} ${subject}`);
    const [oldest] = this.#told.keys();
    if (oldest !== undefined && this.#told.size > remembered) this.#told.delete(oldest);
  }
}
