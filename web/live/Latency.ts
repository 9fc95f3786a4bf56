/** How often it is measured at most, in ms. */
const interval = 5_000;
/** Samples of which the median is shown. */
const samples = 5;

/** How long a frame takes to the daemon and back: the median of the last ones, in ms. */
export class Latency {
  #sent: { readonly number: number; readonly at: number } | null = null;
  #times: ReadonlyArray<number> = [];
  #number = 0;

  /** Null: not known yet. */
  get shown(): number | null {
    const sorted = this.#times.toSorted((one, other) => one - other);
    const middle = sorted[Math.floor(sorted.length / 2)];
    return middle === undefined ? null : Math.max(1, Math.round(middle));
  }

  /** The number of the next question; null: it is not time for one. */
  ask(now: number): number | null {
    if (this.#sent !== null && now - this.#sent.at < interval) return null;
    this.#number += 1;
    this.#sent = { number: this.#number, at: now };
    return this.#number;
  }

  /** Whether another value is shown after the answer to a question. */
  answered(number: number, now: number): boolean {
    if (this.#sent?.number !== number) return false;
    const before = this.shown;
    this.#times = [...this.#times, now - this.#sent.at].slice(-samples);
    return this.shown !== before;
  }
}
