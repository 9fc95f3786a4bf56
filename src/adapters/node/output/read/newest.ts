import type { LogLine } from "../../../../domain/LogLine.ts";
import type { LogQuery } from "../../../../ports/store/LogStore.ts";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import type { Arrival } from "../index/arrival.ts";
import { isWanted, type Range } from "./Cursor.ts";
import type { ReadableOutput } from "./ReadableOutput.ts";
import type { Search } from "./Search.ts";

const pageLength = 64;

/** How many candidate lines are searched together. */
const candidatesPerSearch = 512;

/** The arrivals that may have lines in the range, newest first; yields to the event loop. */
async function* backwards({ index }: ReadableOutput, range: Range): AsyncGenerator<Arrival> {
  const budget = new LoopBudget();
  let { generation } = index;
  let end = index.positionOf(range.end);
  for (let oldest = range.end; end > 0 && oldest > range.from; generation = index.generation) {
    const start = Math.max(0, end - pageLength);
    const page = index.page(start, end - start);
    yield* page.toReversed();
    if (budget.isSpent) await budget.yield();
    oldest = page[0]?.seq ?? 0;
    end = index.generation === generation ? start : index.positionOf(oldest);
  }
}

/**
 * The numbers of the lines that a query selects, in batches from the newest to the oldest, ascending within a batch.
 */
async function* matchingSeqs(
  child: ReadableOutput,
  query: LogQuery,
  range: Range,
  search: Search,
): AsyncGenerator<ReadonlyArray<number>> {
  let candidates: ReadonlyArray<LogLine> = [];
  const found = async (): Promise<ReadonlyArray<number>> =>
    (await search.matching(candidates, new LoopBudget())).map(({ seq }) => seq);
  for await (const arrival of backwards(child, range)) {
    if (!isWanted(arrival, query) || search.rulesOut(child, arrival)) continue;
    if (search.isForAll) {
      yield Array.from({ length: arrival.lines }, (_, index) => arrival.seq + index);
      continue;
    }
    candidates = [...(await search.candidates(child, arrival)), ...candidates];
    if (candidates.length < candidatesPerSearch) continue;
    yield await found();
    candidates = [];
  }
  yield await found();
}

/** The number of the first of the newest `last` lines in a range that a query selects, searched from the end. */
export const firstOfNewest = async (
  child: ReadableOutput,
  query: LogQuery,
  { last, range }: { readonly last: number; readonly range: Range },
  search: Search,
): Promise<number> => {
  let missing = last;
  let first = child.index.nextSeq;
  if (missing === 0) return first;
  for await (const seqs of matchingSeqs(child, query, range, search)) {
    const [oldest] = seqs.slice(-missing);
    first = oldest ?? first;
    missing -= seqs.length;
    if (missing <= 0) break;
  }
  return first;
};
