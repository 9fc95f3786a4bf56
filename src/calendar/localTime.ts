import type { Instant, WallTime } from "./Instants.ts";
import { offsetAt } from "./offsets.ts";

const day = 86_400_000;

/**
 * The instants at which the clocks of a zone show a time, in order: one on ordinary days, none in an hour that they skip,
 * two in one that they repeat.
 */
export const instantsShowing = (wall: WallTime, zone: string): ReadonlyArray<Instant> => {
  // No change of offset is a day apart from the one before it.
  const offsets = new Set([offsetAt(zone, wall - day), offsetAt(zone, wall + day)]);
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((at) => at + offsetAt(zone, at) === wall)
    .sort((one, other) => one - other);
};
