/** Where a file was found to end, and since when that is known, in ms on the monotonic clock. */
interface Sighting {
  readonly end: number;
  readonly at: number;
}

/** So many sightings are kept of one file; between them the time is known less exactly. */
const mostKept = 32;

/**
 * What of a file is known to be there and is not read: how long a reader lets it wait. Nothing is kept for a
 * reader that is at the end.
 */
export class Unread {
  #sightings: ReadonlyArray<Sighting> = [];
  /** The system said that the file has grown, and nobody has looked yet by how much. */
  #told: number | null = null;

  /** Since when the first of the unread bytes is known to be there; null for none. */
  get since(): number | null {
    return this.#sightings[0]?.at ?? this.#told;
  }

  /** There is more than was read. */
  more(): void {
    if (this.#sightings.length === 0) this.#told ??= performance.now();
  }

  /** The file ends here now. */
  seen(end: number): void {
    const at = this.#told ?? performance.now();
    this.#told = null;
    if (end <= (this.#sightings.at(-1)?.end ?? Number.NEGATIVE_INFINITY)) return;
    const isFull = this.#sightings.length >= mostKept;
    // The first stays, so that what waits longest is known exactly.
    const kept = isFull ? this.#sightings.filter((_, index) => index % 2 === 0) : this.#sightings;
    this.#sightings = [...kept, { end, at }];
  }

  /** It is read up to here. */
  read(upTo: number): void {
    if (this.#sightings.length > 0) this.#sightings = this.#sightings.filter(({ end }) => end > upTo);
  }

  /** There is nothing unread, whatever was said before. */
  clear(): void {
    this.#sightings = [];
    this.#told = null;
  }
}
