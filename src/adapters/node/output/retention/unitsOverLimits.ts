import type { LogLimits } from "../../../../domain/tree/ChildSpec.ts";

/** Output that is kept or removed as a whole. */
export interface RetentionUnit {
  readonly lastSeq: number;
  /** When its newest line arrived, in ms since 1970. */
  readonly newest: number;
  /** On disk. */
  readonly bytes: number;
}

/**
 * The units that must be removed to satisfy the limits, oldest first. `otherBytes`: the space that the child takes in
 * addition.
 */
export const unitsOverLimits = <Some extends RetentionUnit>(
  units: ReadonlyArray<Some>,
  otherBytes: number,
  { maxAgeMs, maxFiles, maxTotal }: LogLimits,
  now: number,
): ReadonlyArray<Some> => {
  const oldestFirst = [...units].sort((a, b) => a.lastSeq - b.lastSeq);
  let total = otherBytes + units.reduce((sum, { bytes }) => sum + bytes, 0);
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
