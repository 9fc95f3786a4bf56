/** Above this number of services a map is crowded. */
const crowd = 2_000;

/** Groups with fewer instances are not folded. */
const worthFolding = 5;

/** What decides whether the services of a group are drawn one by one. */
export interface GroupFacts {
  readonly services: number;
  readonly isReplicas: boolean;
  /** Whether all of its services run, or start or stop. */
  readonly isQuiet: boolean;
  /** How many of its services meet the filter; null: there is no filter. */
  readonly found: number | null;
}

/** Of the whole map: its services, and how many of them meet the filter; null: there is no filter. */
export interface MapFacts {
  readonly services: number;
  readonly found: number | null;
}

/**
 * Whether a group can be folded to its numbers, and whether it is until somebody chooses otherwise. In a crowded map only
 * groups with exceptions are unfolded, and those with hits of a filter, if it has not found a crowd itself: thousands of
 * cells at once would hold the page for a second.
 */
export const foldingOf = (group: GroupFacts, map: MapFacts): { isFoldable: boolean; isFolded: boolean } => {
  const isCrowded = map.services > crowd;
  const isFoldable = group.services >= worthFolding && (isCrowded || group.isReplicas);
  const showsHits = (group.found ?? 0) > 0 && (map.found ?? 0) <= crowd;
  return { isFoldable, isFolded: isFoldable && isCrowded && group.isQuiet && !showsHits };
};
