/** The rows and columns of the children of one state: by hint, else in the order in which they follow each other. */
import type { Bundle } from "../bundle.ts";
import type { DrawnState } from "../extract.ts";

export interface Cell {
  readonly lane: number;
  readonly rank: number;
  /** If there are several, they are stacked. */
  readonly states: ReadonlyArray<DrawnState>;
}

/** The child of a state in which another state is. */
export const childTowards = (parent: DrawnState, path: string): DrawnState | undefined =>
  parent.children.find((child) => path === child.path || path.startsWith(`${child.path}.`));

/** The pairs of children between which lines are drawn. */
const followersOf = (parent: DrawnState, bundles: ReadonlyArray<Bundle>) => {
  const followers = new Map<DrawnState, Set<DrawnState>>();
  for (const { from, to } of bundles) {
    const [a, b] = [childTowards(parent, from), childTowards(parent, to)];
    if (a === undefined || b === undefined || a === b) continue;
    followers.set(a, (followers.get(a) ?? new Set()).add(b));
  }
  return followers;
};

/** The longest paths from the states without incoming lines; back edges are ignored. */
const longestPaths = (
  parent: DrawnState,
  bundles: ReadonlyArray<Bundle>,
): ReadonlyMap<DrawnState, number> => {
  const followers = followersOf(parent, bundles);
  const ranks = new Map<DrawnState, number>();
  const visit = (state: DrawnState, rank: number, trail: ReadonlyArray<DrawnState>): void => {
    if (trail.includes(state) || (ranks.get(state) ?? -1) >= rank) return;
    ranks.set(state, rank);
    for (const next of followers.get(state) ?? []) visit(next, rank + 1, [...trail, state]);
  };
  const led = new Set([...followers.values()].flatMap((targets) => [...targets]));
  const sources = parent.children.filter((child) => !led.has(child));
  for (const state of sources) visit(state, 0, []);
  for (const state of parent.children) if (!ranks.has(state)) visit(state, 0, []);
  return ranks;
};

/** The cells of a state's children, by lane, then by rank. */
export const cellsOf = (parent: DrawnState, bundles: ReadonlyArray<Bundle>): ReadonlyArray<Cell> => {
  const ranks = longestPaths(parent, bundles);
  const cells = new Map<string, Cell>();
  for (const state of parent.children) {
    const lane = state.hints.lane ?? 0;
    const rank = state.hints.rank ?? ranks.get(state) ?? 0;
    const key = `${lane} ${rank}`;
    cells.set(key, { lane, rank, states: [...(cells.get(key)?.states ?? []), state] });
  }
  return [...cells.values()].sort((a, b) => a.lane - b.lane || a.rank - b.rank);
};
