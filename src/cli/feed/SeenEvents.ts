import type { JournalEntry } from "../../domain/Event.ts";

const remembered = 1_000;

/**
 * The newest of the events that were delivered. A journal never reuses a number; but it may lose its last entries in a
 * power failure, and the user may put another journal in its place.
 */
export class SeenEvents {
  readonly #seen = new Map<number, string>();
  #newest = 0;

  /** The number of the last one. */
  get newest(): number {
    return this.#newest;
  }

  /** Request the events after this number again; some of them may have been delivered. */
  get resumeAfter(): number {
    const [oldest = 1] = this.#seen.keys();
    return oldest - 1;
  }

  has({ seq, at, subject }: JournalEntry): boolean {
    return this.#seen.get(seq) === `${at} ${subject}`;
  }

  add({ seq, at, subject }: JournalEntry): void {
    this.#newest = seq;
    this.#seen.set(seq, `${at} ${subject}`);
    const [oldest] = this.#seen.keys();
    if (oldest !== undefined && this.#seen.size > remembered) this.#seen.delete(oldest);
  }
}
