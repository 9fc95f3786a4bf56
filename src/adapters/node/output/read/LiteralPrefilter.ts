import type { Arrival } from "../index/arrival.ts";
import type { ReadableOutput } from "./ReadableOutput.ts";

/** Matches are remembered per piece of this many bytes. */
const pieceSize = 4 * 1024;

/** How many scanned ranges are remembered per stream: two, because an arrival may span two blocks. */
const rangesKept = 2;

/** Bytes of a stream that were scanned, and which of their pieces contain the start of a literal. */
interface ScannedRange {
  readonly from: number;
  readonly to: number;
  readonly found: Uint8Array;
}

type OfStream = Pick<Arrival, "run" | "stream">;

/**
 * Finds the lines whose bytes contain one of some literals, and remembers where there are none, so that these bytes
 * need not be read again: many arrivals of a few bytes each come from the same block.
 */
export class LiteralPrefilter {
  readonly #needles: ReadonlyArray<Buffer>;
  readonly #scanned = new Map<string, ReadonlyArray<ScannedRange>>();

  constructor(texts: ReadonlyArray<string>) {
    this.#needles = texts.map((text) => Buffer.from(text));
  }

  /** Whether an arrival is known to contain none of the literals. */
  rulesOut(child: ReadableOutput, arrival: Arrival): boolean {
    const { from, to } = arrival;
    const known = this.#scanned
      .get(keyOf(child, arrival))
      ?.find((looked) => looked.from <= from && to <= looked.to);
    if (!known) return false;
    const [first, last] = [from, to - 1].map((offset) => Math.floor((offset - known.from) / pieceSize));
    return !known.found.subarray(first, (last ?? 0) + 1).includes(1);
  }

  /** Scan bytes of a stream, which start at the offset `from`. */
  scan(
    child: ReadableOutput,
    stream: OfStream,
    { from, bytes }: { readonly from: number; readonly bytes: Buffer },
  ): void {
    const key = keyOf(child, stream);
    const known = this.#scanned.get(key) ?? [];
    const to = from + bytes.length;
    if (known.some((looked) => looked.from === from && looked.to === to)) return;
    this.#scanned.set(key, [{ from, to, found: this.#piecesOf(bytes) }, ...known].slice(0, rangesKept));
  }

  /** Returns a function that finds where the next literal begins, at `from` or later; null if there is none. */
  finder(bytes: Buffer): (from: number) => number | null {
    const next = this.#needles.map((needle) => ({ needle, at: -1 as number | null }));
    return (from) => {
      let first: number | null = null;
      for (const one of next) {
        if (one.at !== null && one.at < from) one.at = indexOf(bytes, one.needle, from);
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

const keyOf = ({ path }: ReadableOutput, { run, stream }: OfStream): string => `${path} ${run} ${stream}`;

/** Null if not found. */
const indexOf = (bytes: Buffer, needle: Buffer, from: number): number | null => {
  const at = bytes.indexOf(needle, from);
  return at < 0 ? null : at;
};
