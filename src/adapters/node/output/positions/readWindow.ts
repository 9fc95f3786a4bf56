import type { LogWindow, PlacedLine } from "../../../../domain/LogWindow.ts";
import type { LogSelection, WindowSize, WindowTarget } from "../../../../ports/store/LogStore.ts";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import { Search } from "../read/Search.ts";
import type { LineCounts } from "./LineCounts.ts";
import { type PlacedArrival, Positions } from "./Positions.ts";

interface Place {
  /** The first position of the window. */
  readonly from: number;
  readonly target: number | null;
}

/** Where a window begins. One at a moment or a line has its whole length where there are so many lines. */
const placeIn = (positions: Positions, target: WindowTarget, { limit, before }: WindowSize): Place => {
  const { total } = positions;
  const around = (position: number): number => Math.max(0, Math.min(position - before, total - limit));
  if (target === "end") return { from: around(total), target: total };
  if ("position" in target) {
    const position = Math.min(target.position, total);
    return { from: Math.max(0, position - before), target: position };
  }
  if ("at" in target) {
    const position = positions.atTime(target.at);
    return { from: around(position), target: position };
  }
  const { position, isThere } = positions.atLine(target.path, target.seq);
  return { from: around(position), target: isThere ? position : null };
};

/** The lines of an arrival with their positions, as far as their bytes are there and the search finds them. */
export const placedLines = async (
  search: Search,
  { counts: { child }, arrival: { arrival }, position }: PlacedArrival,
): Promise<ReadonlyArray<PlacedLine>> =>
  (await search.candidates(child, arrival)).map((line) => ({
    ...line,
    position: position + line.seq - arrival.seq,
  }));

const isoOf = (ms: number): string => new Date(ms).toISOString();

const readLines = async (
  positions: Positions,
  from: number,
  end: number,
  budget: LoopBudget,
): Promise<ReadonlyArray<PlacedLine>> => {
  const all = new Search({});
  const items: Array<PlacedLine> = [];
  for await (const placed of positions.from(from, budget)) {
    if (placed.position >= end) break;
    for (const line of await placedLines(all, placed))
      if (line.position >= from && line.position < end) items.push(line);
    if (budget.isSpent) await budget.yield();
  }
  return items;
};

/** How often it is tried to read a window while lines are being removed. */
const attempts = 5;

/** Read some consecutive lines. `counts`: those of the children, in the order of their paths. */
export const readWindow = async (
  counts: ReadonlyArray<LineCounts>,
  selection: LogSelection,
  target: WindowTarget,
  size: WindowSize,
): Promise<Omit<LogWindow, "unfinished">> => {
  const budget = new LoopBudget();
  for (let attempt = 1; ; attempt += 1) {
    const positions = await Positions.of(counts, selection, budget);
    const { total, edition, places } = positions;
    const place = placeIn(positions, target, size);
    const end = Math.min(total, place.from + size.limit);
    const items = await readLines(positions, place.from, end, budget);
    const span = await positions.span(budget);
    if (positions.isStale && attempt < attempts) continue;
    return {
      ...{ items, ...place, end, total, edition },
      oldest: span === null ? null : isoOf(span.from),
      newest: span === null ? null : isoOf(span.to),
      places: end === total ? places : null,
    };
  }
};
