/**
 * Buckets from one power of two to the next: the exponential histogram of OpenTelemetry at scale 5, whose quantiles are
 * wrong by at most 1.1 %.
 */
const perDoubling = 32;

const indexOf = (magnitude: number): number => Math.ceil(Math.log2(magnitude) * perDoubling) - 1;

/** The geometric mean of the bounds of a bucket. */
const middleOf = (index: number): number => 2 ** ((index + 0.5) / perDoubling);

type Counts = Map<number, number>;

const addTo = (counts: Counts, index: number, count: number): void => {
  counts.set(index, (counts.get(index) ?? 0) + count);
};

const sorted = (counts: Counts): ReadonlyArray<readonly [number, number]> =>
  [...counts].sort(([one], [other]) => one - other);

/** How often values of each magnitude occurred, from which quantiles follow. */
export class Sketch {
  #zeros = 0;
  /** Index of the bucket to count, by the sign of the values. */
  readonly #positive: Counts = new Map();
  readonly #negative: Counts = new Map();

  /** `value`: finite. */
  add(value: number): void {
    if (value > 0) addTo(this.#positive, indexOf(value), 1);
    else if (value < 0) addTo(this.#negative, indexOf(-value), 1);
    else this.#zeros += 1;
  }

  merge(other: Sketch): void {
    this.#zeros += other.#zeros;
    for (const [index, count] of other.#positive) addTo(this.#positive, index, count);
    for (const [index, count] of other.#negative) addTo(this.#negative, index, count);
  }

  get count(): number {
    let total = this.#zeros;
    for (const count of this.#positive.values()) total += count;
    for (const count of this.#negative.values()) total += count;
    return total;
  }

  /** The value below which this share of all values lies (nearest rank); NaN without values. */
  quantile(share: number): number {
    const total = this.count;
    if (total === 0) return Number.NaN;
    let left = Math.min(total, Math.max(1, Math.ceil(share * total)));
    for (const [index, count] of sorted(this.#negative).toReversed()) {
      left -= count;
      if (left <= 0) return -middleOf(index);
    }
    left -= this.#zeros;
    if (left <= 0) return 0;
    for (const [index, count] of sorted(this.#positive)) {
      left -= count;
      if (left <= 0) return middleOf(index);
    }
    return Number.NaN;
  }

  /** As it is stored: varints, the indices as differences. */
  encode(): Uint8Array {
    const bytes: Array<number> = [];
    writeVarint(bytes, this.#zeros);
    writeCounts(bytes, this.#positive);
    writeCounts(bytes, this.#negative);
    return Uint8Array.from(bytes);
  }

  /** Add what is in an encoded sketch. */
  mergeEncoded(bytes: Uint8Array): void {
    const reader = { bytes, at: 0 };
    this.#zeros += readVarint(reader);
    readCounts(reader, this.#positive);
    readCounts(reader, this.#negative);
  }
}

const writeVarint = (bytes: Array<number>, value: number): void => {
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) | 128);
    left = Math.floor(left / 128);
  }
  bytes.push(left);
};

/** Small numbers of either sign in few bytes. */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);

const writeCounts = (bytes: Array<number>, counts: Counts): void => {
  writeVarint(bytes, counts.size);
  let before = 0;
  for (const [index, count] of sorted(counts)) {
    writeVarint(bytes, zigzag(index - before));
    writeVarint(bytes, count);
    before = index;
  }
};

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

const readVarint = (reader: Reader): number => {
  let [value, factor] = [0, 1];
  for (;;) {
    const byte = reader.bytes[reader.at++];
    if (byte === undefined) throw new Error("a sketch is cut off");
    value += (byte & 127) * factor;
    if (byte < 128) return value;
    factor *= 128;
  }
};

const readCounts = (reader: Reader, counts: Counts): void => {
  let index = 0;
  for (let left = readVarint(reader); left > 0; left -= 1) {
    index += unzigzag(readVarint(reader));
    addTo(counts, index, readVarint(reader));
  }
};
