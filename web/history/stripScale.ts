import type { Stay } from "./history.ts";

/** Stays of more than so many ms are all as wide as this, and named. */
const compressedFrom = 600_000;
const compressed = 72;
/** From so many px on a segment has room for its name. */
const roomForName = 44;

interface Segment {
  /** In px, which grow together where there is room for more. */
  readonly width: number;
  /** It stands for much more time than its width says. */
  readonly isCompressed: boolean;
  readonly hasName: boolean;
}

/** Wide enough to be pressed, however short a stay was; the longer the wider; very long ones are compressed. */
export const segmentOf = ({ since, until }: Stay, now: number): Segment => {
  const ms = Math.max(0, (until ?? now) - since);
  if (ms > compressedFrom) return { width: compressed, isCompressed: true, hasName: true };
  const width = Math.round(7 + 12 * Math.log2(1 + ms / 2_000));
  return { width, isCompressed: false, hasName: width >= roomForName };
};
