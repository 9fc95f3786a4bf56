import type { JournalEntry } from "../domain/Event.ts";

const remembered = 1_000;

/**
 * The newest of the events that were told. Their numbers are never given again by a journal; but a machine that loses
 * power may lose the last of it, and a person may put another one in its place.
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
