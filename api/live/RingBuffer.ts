/** An item with its number and when it was kept, in ms. */
interface Numbered {
  readonly seq: number;
  readonly at: number;
}

/** How much is kept. */
interface Bounds {
  readonly items: number;
  /** How long, in ms. */
  readonly age: number;
}

/** 10,000 changes or 5 minutes, whichever is less. */
const missedBounds: Bounds = { items: 10_000, age: 300_000 };

/** The newest items of a sequence, for those who have missed them. */
export class RingBuffer<Item extends Numbered> {
  readonly #bounds: Bounds;
  readonly #slots: Array<Item | undefined> = [];
  /** The place of the oldest item, and how many there are. */
  #first = 0;
  #size = 0;
  /** The number behind which nothing is missing. */
  #complete: number;

  /** `complete`: the number behind which all items will be added. */
  constructor(complete: number, bounds = missedBounds) {
    this.#complete = complete;
    this.#bounds = bounds;
  }

  /** Keep an item. Returns those that are given up for it. */
  add(item: Item): ReadonlyArray<Item> {
    const dropped = this.#size === this.#bounds.items ? [this.#dropFirst()] : [];
    this.#slots[(this.#first + this.#size) % this.#bounds.items] = item;
    this.#size += 1;
    return dropped.flatMap((one) => (one === undefined ? [] : [one]));
  }

  /** Give up what is too old. Returns it. */
  age(now: number): ReadonlyArray<Item> {
    const dropped: Array<Item> = [];
    for (;;) {
      const oldest = this.#slots[this.#first];
      if (this.#size === 0 || oldest === undefined || now - oldest.at <= this.#bounds.age) return dropped;
      this.#dropFirst();
      dropped.push(oldest);
    }
  }

  /** What came behind this number, oldest first; null where something of it is gone. */
  after(seq: number): ReadonlyArray<Item> | null {
    if (seq < this.#complete) return null;
    const found: Array<Item> = [];
    for (let back = this.#size - 1; back >= 0; back -= 1) {
      const item = this.#slots[(this.#first + back) % this.#bounds.items];
      if (item === undefined || item.seq <= seq) break;
      found.push(item);
    }
    return found.reverse();
  }

  #dropFirst(): Item | undefined {
    const item = this.#slots[this.#first];
    this.#slots[this.#first] = undefined;
    this.#first = (this.#first + 1) % this.#bounds.items;
    this.#size -= 1;
    if (item !== undefined) this.#complete = item.seq;
    return item;
  }
}
