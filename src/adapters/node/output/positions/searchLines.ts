import type { SearchFrame, SearchProgress } from "../../../../domain/LogSearch.ts";
import type { PlacedLine } from "../../../../domain/LogWindow.ts";
import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import type { LogSearch } from "../../../../ports/store/LogStore.ts";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import { Search } from "../read/Search.ts";
import type { LineCounts } from "./LineCounts.ts";
import { Positions } from "./Positions.ts";
import { placedLines } from "./readWindow.ts";

/** How many lines are read forwards before those that precede them: the newest hits are to come first. */
const firstStretch = 2_000;
const longestStretch = 20_000;

/** How many candidate lines are matched together: each time has a fixed cost. */
const candidatesPerSearch = 4_096;

/** The lines that match between two positions, in their order. */
const hitsBetween = async (
  positions: Positions,
  search: Search,
  { from, end }: { readonly from: number; readonly end: number },
  budget: LoopBudget,
): Promise<ReadonlyArray<PlacedLine>> => {
  const hits: Array<PlacedLine> = [];
  let candidates: Array<PlacedLine> = [];
  const match = async (): Promise<void> => {
    hits.push(...(await search.matching(candidates, budget)));
    candidates = [];
  };
  for await (const placed of positions.from(from, budget)) {
    if (placed.position >= end) break;
    if (budget.isSpent) await budget.yield();
    if (search.rulesOut(placed.counts.child, placed.arrival.arrival)) continue;
    for (const line of await placedLines(search, placed))
      if (line.position >= from && line.position < end) candidates.push(line);
    if (candidates.length >= candidatesPerSearch) await match();
  }
  await match();
  return hits;
};

/**
 * Search from the newest line to the oldest, a stretch at a time; what each stretch tells comes when it has been read.
 * `counts`: those of the children, in the order of their paths. Throws BadSearch.
 */
export async function* searchLines(
  counts: ReadonlyArray<LineCounts>,
  wanted: LogSearch,
): AsyncGenerator<ReadonlyArray<SearchFrame>> {
  const search = new Search(wanted);
  const budget = new LoopBudget();
  let positions = await Positions.of(counts, wanted, budget);
  const { total } = positions;
  let [end, length, found] = [total, firstStretch, 0];
  let reached: string | null = null;
  /** The first line of each child that has been searched. */
  let searched: ReadonlyMap<ChildPath, number> = new Map();
  const progress = (): SearchProgress => ({
    ...{ read: total - end, total, found, reached, edition: positions.edition },
  });
  while (end > 0) {
    if (positions.isStale) {
      positions = await Positions.of(counts, wanted, budget);
      if (searched.size > 0) end = Math.min(end, positions.afterNumbers(searched));
      continue;
    }
    const from = Math.max(0, end - length);
    const hits = await hitsBetween(positions, search, { from, end }, budget);
    const numbers = await positions.numbersAt(from, budget);
    const first = await positions.timeAt(from, budget);
    // Lines were removed while they were read: once more, by their new positions.
    if (positions.isStale) continue;
    const told = hits.toReversed().slice(0, Math.max(0, wanted.limit - found));
    [searched, reached, found, end] = [numbers, new Date(first).toISOString(), found + hits.length, from];
    length = Math.min(longestStretch, length * 2);
    yield [...told.map((hit) => ({ hit })), { progress: progress() }];
  }
  yield [{ done: progress() }];
}
