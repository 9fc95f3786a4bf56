/** A file size that was seen, and when, in ms on the monotonic clock. */
interface KnownEnd {
  readonly end: number;
  readonly at: number;
}

/** How many sizes are remembered per file; with more, times become less exact. */
const maxKnownEnds = 32;

/** Tracks how long bytes of a file have been waiting to be read. Holds nothing for a file that is read to its end. */
export class UnreadTracker {
  #knownEnds: ReadonlyArray<KnownEnd> = [];
  /** When growth was notified, while the new size is not known yet. */
  #notifiedAt: number | null = null;

  /** Since when the first unread byte is known to exist; null if there is none. */
  get since(): number | null {
    return this.#knownEnds[0]?.at ?? this.#notifiedAt;
  }

  /** The file has grown by an unknown amount. */
  notified(): void {
    if (this.#knownEnds.length === 0) this.#notifiedAt ??= performance.now();
  }

  /** The file has this size now. */
  sizeSeen(end: number): void {
    const at = this.#notifiedAt ?? performance.now();
    this.#notifiedAt = null;
    if (end <= (this.#knownEnds.at(-1)?.end ?? Number.NEGATIVE_INFINITY)) return;
    const isFull = this.#knownEnds.length >= maxKnownEnds;
    // The first one stays, so that the longest wait is exact.
    const kept = isFull ? this.#knownEnds.filter((_, index) => index % 2 === 0) : this.#knownEnds;
    this.#knownEnds = [...kept, { end, at }];
  }

  /** The file is read up to here. */
  read(upTo: number): void {
    if (this.#knownEnds.length > 0) this.#knownEnds = this.#knownEnds.filter(({ end }) => end > upTo);
  }

  /** The file is read to its end. */
  clear(): void {
    this.#knownEnds = [];
    this.#notifiedAt = null;
  }
}
