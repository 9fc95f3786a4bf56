import { Sketch } from "./Sketch.ts";

/** What is stored of the values of a series in a bucket of time, or of some of them. */
export interface SummaryRow {
  readonly n: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly last: number;
  /** When the last value was measured, in ms since 1970. */
  readonly last_at: number;
  /** An encoded sketch; null where `min` and `max` are all values, and of counters. */
  readonly sketch: Uint8Array | null;
}

/** Fewer values than these are kept as they are until their sketch is needed. */
const few = 32;

/** The number of values that `min` and `max` say everything about. */
const saidByBounds = 2;

/** What has come of some values, to which more can be added in any order. */
export class Summary {
  n = 0;
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  last = Number.NaN;
  lastAt = Number.NEGATIVE_INFINITY;
  /** Values that are not in the sketch yet. */
  #values: Array<number> = [];
  #sketch: Sketch | null = null;
  readonly #isSketched: boolean;

  /** `sketched`: quantiles can be asked for. */
  constructor({ sketched }: { readonly sketched: boolean }) {
    this.#isSketched = sketched;
  }

  add(value: number, at: number): void {
    this.#count(1, value, value, value);
    this.#newest(value, at);
    if (!this.#isSketched) return;
    this.#values.push(value);
    if (this.#values.length > few) this.#sketched();
  }

  addRow({ n, sum, min, max, last, last_at, sketch }: SummaryRow): void {
    this.#count(n, sum, min, max);
    this.#newest(last, last_at);
    if (!this.#isSketched) return;
    if (sketch !== null) {
      this.#sketch ??= new Sketch();
      this.#sketch.mergeEncoded(sketch);
    } else this.#values.push(...(n === 1 ? [min] : [min, max]));
  }

  /** As it is stored. */
  get row(): SummaryRow {
    const { n, sum, min, max, last, lastAt } = this;
    const hasSketch = this.#isSketched && n > saidByBounds;
    return { n, sum, min, max, last, last_at: lastAt, sketch: hasSketch ? this.#sketched().encode() : null };
  }

  /** The value below which this share of the values lies; NaN without values. */
  quantile(share: number): number {
    return Math.min(this.max, Math.max(this.min, this.#sketched().quantile(share)));
  }

  #count(n: number, sum: number, min: number, max: number): void {
    this.n += n;
    this.sum += sum;
    if (min < this.min) this.min = min;
    if (max > this.max) this.max = max;
  }

  #newest(value: number, at: number): void {
    if (at < this.lastAt) return;
    this.last = value;
    this.lastAt = at;
  }

  #sketched(): Sketch {
    this.#sketch ??= new Sketch();
    for (const value of this.#values) this.#sketch.add(value);
    this.#values = [];
    return this.#sketch;
  }
}
