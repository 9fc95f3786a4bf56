import type { LogLimits } from "../../../domain/ChildSpec.ts";

/** What is kept or removed as one. */
export interface Unit {
  readonly lastSeq: number;
  /** When its newest line came, in ms since 1970. */
  readonly newest: number;
  /** On disk. */
  readonly bytes: number;
}

/**
 * Which units have to go, oldest first, so that the limits hold. `others` are the bytes that the child takes
 * besides them.
 */
export const superfluous = <Some extends Unit>(
  units: ReadonlyArray<Some>,
  others: number,
  { maxAgeMs, maxFiles, maxTotal }: LogLimits,
  now: number,
): ReadonlyArray<Some> => {
  const oldestFirst = [...units].sort((a, b) => a.lastSeq - b.lastSeq);
  let total = others + units.reduce((sum, { bytes }) => sum + bytes, 0);
  let count = units.length;
  const kept = oldestFirst.findIndex(({ newest, bytes }) => {
    const isOld = maxAgeMs !== null && newest < now - maxAgeMs;
    if (!isOld && count <= maxFiles && total <= maxTotal) return true;
    count -= 1;
    total -= bytes;
    return false;
  });
  return kept < 0 ? oldestFirst : oldestFirst.slice(0, kept);
};
