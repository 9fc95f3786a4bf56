import { type Arrival, arrivalSize, readArrival } from "./arrival.ts";

const pageLength = 64;

/** The arrivals of a child in the order of sequence numbers, read page by page. */
export abstract class ArrivalReader {
  abstract get count(): number;

  /** The bytes of some entries. */
  protected abstract read(offset: number, length: number): Buffer;

  at(position: number): Arrival {
    const [arrival] = this.page(position, 1);
    if (!arrival) throw new RangeError(`there is no arrival ${position} of ${this.count}`);
    return arrival;
  }

  /** Some arrivals from `position` on. */
  page(position: number, length = pageLength): ReadonlyArray<Arrival> {
    const count = Math.min(length, this.count - position);
    if (count <= 0) return [];
    const bytes = this.read(position * arrivalSize, count * arrivalSize);
    return Array.from({ length: Math.floor(bytes.length / arrivalSize) }, (_, index) =>
      readArrival(bytes, index * arrivalSize),
    );
  }

  /** The arrivals with lines from a sequence number on. */
  *from(seq: number): Generator<Arrival> {
    let position = this.positionOf(seq);
    for (let page = this.page(position); page.length > 0; page = this.page(position)) {
      yield* page;
      position += page.length;
    }
  }

  /** The position of the first arrival with a line numbered `seq` or higher. */
  positionOf(seq: number): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const arrival = this.at(middle);
      if (arrival.seq + arrival.lines <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
