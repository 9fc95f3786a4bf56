import type { Stay } from "./history.ts";

/** Stays longer than this, in ms, are equally wide and labelled. */
const compressedFrom = 600_000;
const compressed = 72;
/** A segment at least this wide, in px, has room for its label. */
const roomForName = 44;

interface Segment {
  /** Minimal width in px; segments grow in proportion if there is room. */
  readonly width: number;
  /** The stay is longer than its width suggests. */
  readonly isCompressed: boolean;
  readonly hasName: boolean;
}

/** The widths of the stays: wide enough to be pressed, growing with the duration, and compressed if very long. */
export const segmentOf = ({ since, until }: Stay, now: number): Segment => {
  const ms = Math.max(0, (until ?? now) - since);
  if (ms > compressedFrom) return { width: compressed, isCompressed: true, hasName: true };
  const width = Math.round(7 + 12 * Math.log2(1 + ms / 2_000));
  return { width, isCompressed: false, hasName: width >= roomForName };
};
