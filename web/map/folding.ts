/** Above this number of cells a map is crowded. */
const crowd = 2_000;

/** Groups with fewer instances are not folded. */
const worthFolding = 5;

/** What decides whether the cells of a group are drawn one by one. */
interface GroupFacts {
  readonly cells: number;
  readonly isReplicas: boolean;
  /** Whether none of its nodes needs attention. */
  readonly isQuiet: boolean;
  /** How many of its nodes meet the filter; null: there is no filter. */
  readonly found: number | null;
}

/** Of the whole map: its cells, and how many of them meet the filter; null: there is no filter. */
export interface MapFacts {
  readonly cells: number;
  readonly found: number | null;
}

/**
 * Whether a group can be folded to its numbers, and whether it is until somebody chooses otherwise. In a crowded map only
 * groups with exceptions are unfolded, and those with hits of a filter, if it has not found a crowd itself: thousands of
 * cells at once would hold the page for a second.
 */
export const foldingOf = (group: GroupFacts, map: MapFacts): { isFoldable: boolean; isFolded: boolean } => {
  const isCrowded = map.cells > crowd;
  const isFoldable = group.cells >= worthFolding && (isCrowded || group.isReplicas);
  const showsHits = (group.found ?? 0) > 0 && (map.found ?? 0) <= crowd;
  return { isFoldable, isFolded: isFoldable && isCrowded && group.isQuiet && !showsHits };
};
