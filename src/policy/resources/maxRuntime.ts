import type { MaxRuntime } from "../../domain/tree/ChildSpec.ts";

/**
 * A number in [0, 1) that is always the same for a run, and differs between runs and children (FNV-1a, with the final
 * mixing of MurmurHash3, because similar texts have similar sums). The next daemon of a run gets the same one.
 */
const shareOf = (text: string): number => {
  let sum = 0x811c9dc5;
  for (const character of text) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return ((sum ^ (sum >>> 16)) >>> 0) / 2 ** 32;
};

/** How long a run of the child at this path may last once it is ready, in ms. */
export const longestRuntime = ({ afterMs, spreadMs }: MaxRuntime, path: string, run: number): number =>
  afterMs + Math.round(spreadMs * shareOf(`${path} ${run}`));
