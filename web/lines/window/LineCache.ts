import type { PlacedLine } from "../../../src/domain/LogWindow.ts";

/** Lines are kept in chunks of this size, with at most this number of chunks: 100,000 lines. */
export const chunkSize = 500;
const mostChunks = 200;

type Chunk = Array<PlacedLine | null | undefined>;

/** The number of the chunk of a position. */
export const chunkOf = (position: number): number => Math.floor(position / chunkSize);

/** Lines by their position; null: it is gone. */
export class LineCache {
  readonly #chunks = new Map<number, Chunk>();

  /** The number of lines. */
  get size(): number {
    return [...this.#chunks.values()].reduce((sum, chunk) => sum + chunk.length, 0);
  }

  at(position: number): PlacedLine | null | undefined {
    return this.#chunks.get(chunkOf(position))?.[position % chunkSize];
  }

  /** Keep a line. If that is one chunk too many, the one farthest from `middle` is evicted. */
  put(position: number, line: PlacedLine | null, middle: number): void {
    const number = chunkOf(position);
    let chunk = this.#chunks.get(number);
    if (chunk === undefined) {
      chunk = [];
      this.#chunks.set(number, chunk);
      this.#evict(number, middle / chunkSize);
    }
    const at = position % chunkSize;
    // Without holes, which would make a slow array of it.
    while (chunk.length < at) chunk.push(undefined);
    chunk[at] = line;
  }

  clear(): void {
    this.#chunks.clear();
  }

  #evict(newest: number, middle: number): void {
    if (this.#chunks.size <= mostChunks) return;
    let [farthest, distance] = [newest, -1];
    for (const number of this.#chunks.keys()) {
      const away = Math.abs(number - middle);
      if (number !== newest && away > distance) [farthest, distance] = [number, away];
    }
    this.#chunks.delete(farthest);
  }
}
