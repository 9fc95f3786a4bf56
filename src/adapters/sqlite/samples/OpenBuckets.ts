import type { SampleKind } from "../../../domain/sample/Sample.ts";
import { Summary } from "../../../samples/Summary.ts";

/** What has arrived for a series and five minutes, and is in no row yet. */
interface OpenBucket {
  readonly summary: Summary;
  /** The number of the newest sample in it. */
  part: number;
}

interface Value {
  readonly at: number;
  readonly seq: number;
  readonly value: number;
}

/** The buckets that samples are still expected for, in memory: a store makes them again from the samples. */
export class OpenBuckets {
  /** By the beginning of the bucket, then by series. */
  readonly #buckets = new Map<number, Map<number, OpenBucket>>();

  add(series: number, kind: SampleKind, start: number, { at, seq, value }: Value): void {
    const bucket = this.#bucket(series, kind, start);
    bucket.summary.add(value, at);
    if (seq > bucket.part) bucket.part = seq;
  }

  /** Take out the buckets that began before a time, oldest first. */
  *takeBefore(time: number): Iterable<readonly [number, ReadonlyMap<number, OpenBucket>]> {
    const starts = [...this.#buckets.keys()]
      .filter((start) => start < time)
      .sort((one, other) => one - other);
    for (const start of starts) {
      yield [start, this.#buckets.get(start) ?? new Map()];
      this.#buckets.delete(start);
    }
  }

  #bucket(series: number, kind: SampleKind, start: number): OpenBucket {
    let ofTime = this.#buckets.get(start);
    if (ofTime === undefined) {
      ofTime = new Map();
      this.#buckets.set(start, ofTime);
    }
    const known = ofTime.get(series);
    if (known !== undefined) return known;
    const fresh = { summary: new Summary({ sketched: kind !== "counter" }), part: 0 };
    ofTime.set(series, fresh);
    return fresh;
  }
}
