import type { Arrival } from "./arrival.ts";
import type { ChildOutput } from "./ChildOutput.ts";

/** In which pieces of this many bytes something is found is remembered. */
const pieceSize = 4 * 1024;

/** So many looks at a stream are remembered: two, because an arrival may lie in two blocks. */
const looksKept = 2;

/** Some bytes of a stream, and in which of their pieces something begins. */
interface Looked {
  readonly from: number;
  readonly to: number;
  readonly found: Uint8Array;
}

type OfStream = Pick<Arrival, "run" | "stream">;

/**
 * Finds the lines of which the bytes have one of some texts in them, and remembers where there are none, so that
 * these bytes need not be had again: arrivals of a few bytes each come out of the same block.
 */
export class Sieve {
  readonly #needles: ReadonlyArray<Buffer>;
  readonly #looked = new Map<string, ReadonlyArray<Looked>>();

  constructor(texts: ReadonlyArray<string>) {
    this.#needles = texts.map((text) => Buffer.from(text));
  }

  /** Whether it is known that none of the texts is in an arrival. */
  isClear(child: ChildOutput, arrival: Arrival): boolean {
    const { from, to } = arrival;
    const known = this.#looked
      .get(keyOf(child, arrival))
      ?.find((looked) => looked.from <= from && to <= looked.to);
    if (!known) return false;
    const [first, last] = [from, to - 1].map((offset) => Math.floor((offset - known.from) / pieceSize));
    return !known.found.subarray(first, (last ?? 0) + 1).includes(1);
  }

  /** Take note of some bytes of a stream, which begin at the offset `from`. */
  look(
    child: ChildOutput,
    stream: OfStream,
    { from, bytes }: { readonly from: number; readonly bytes: Buffer },
  ): void {
    const key = keyOf(child, stream);
    const known = this.#looked.get(key) ?? [];
    const to = from + bytes.length;
    if (known.some((looked) => looked.from === from && looked.to === to)) return;
    this.#looked.set(key, [{ from, to, found: this.#piecesOf(bytes) }, ...known].slice(0, looksKept));
  }

  /** Where one of the texts begins next, at `from` or behind it; null for nowhere. */
  finder(bytes: Buffer): (from: number) => number | null {
    const next = this.#needles.map((needle) => ({ needle, at: -1 as number | null }));
    return (from) => {
      let first: number | null = null;
      for (const one of next) {
        if (one.at !== null && one.at < from) one.at = placeOf(bytes, one.needle, from);
        if (one.at !== null && (first === null || one.at < first)) first = one.at;
      }
      return first;
    };
  }

  #piecesOf(bytes: Buffer): Uint8Array {
    const found = new Uint8Array(Math.ceil(bytes.length / pieceSize));
    const next = this.finder(bytes);
    for (let at = next(0); at !== null; ) {
      const piece = Math.floor(at / pieceSize);
      found[piece] = 1;
      at = next((piece + 1) * pieceSize);
    }
    return found;
  }
}

const keyOf = ({ path }: ChildOutput, { run, stream }: OfStream): string => `${path} ${run} ${stream}`;

/** Null for nowhere. */
const placeOf = (bytes: Buffer, needle: Buffer, from: number): number | null => {
  const at = bytes.indexOf(needle, from);
  return at < 0 ? null : at;
};
