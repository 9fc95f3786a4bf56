/** The minimal interval between measurements, in ms. */
const interval = 5_000;
/** The number of samples whose median is shown. */
const samples = 5;

/** The round-trip time of a frame to the daemon: the median of the last samples, in ms. */
export class Latency {
  #sent: { readonly number: number; readonly at: number } | null = null;
  #times: ReadonlyArray<number> = [];
  #number = 0;

  /** Null: not measured yet. */
  get shown(): number | null {
    const sorted = this.#times.toSorted((one, other) => one - other);
    const middle = sorted[Math.floor(sorted.length / 2)];
    return middle === undefined ? null : Math.max(1, Math.round(middle));
  }

  /** The number of the next ping; null: it is not due. */
  ask(now: number): number | null {
    if (this.#sent !== null && now - this.#sent.at < interval) return null;
    this.#number += 1;
    this.#sent = { number: this.#number, at: now };
    return this.#number;
  }

  /** Record the answer to a ping; returns whether the median has changed. */
  answered(number: number, now: number): boolean {
    if (this.#sent?.number !== number) return false;
    const before = this.shown;
    this.#times = [...this.#times, now - this.#sent.at].slice(-samples);
    return this.shown !== before;
  }
}
