import type { LogLine, LogQuery } from "../../../ports/LogStore.ts";
import type { Arrival } from "./arrival.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { isWanted, type Range } from "./Cursor.ts";
import type { Search } from "./Search.ts";
import { Slice } from "./Slice.ts";

const pageLength = 64;

/** So many lines that may match are looked at together, at least. */
const lookLength = 512;

/** The arrivals of a child that may have lines of a range, newest first; others get their turn now and then. */
async function* backwards({ index }: ChildOutput, range: Range): AsyncGenerator<Arrival> {
  const slice = new Slice();
  let { edition } = index;
  let end = index.positionOf(range.end);
  for (let oldest = range.end; end > 0 && oldest > range.from; edition = index.edition) {
    const start = Math.max(0, end - pageLength);
    const page = index.page(start, end - start);
    yield* page.toReversed();
    if (slice.isSpent) await slice.turnOver();
    oldest = page[0]?.seq ?? 0;
    end = index.edition === edition ? start : index.positionOf(oldest);
  }
}

/** The numbers of the lines that a query asks for, in their order but beginning with the last ones. */
async function* wanted(
  child: ChildOutput,
  query: LogQuery,
  range: Range,
  search: Search,
): AsyncGenerator<ReadonlyArray<number>> {
  let candidates: ReadonlyArray<LogLine> = [];
  const found = async (): Promise<ReadonlyArray<number>> =>
    (await search.matching(candidates, new Slice())).map(({ seq }) => seq);
  for await (const arrival of backwards(child, range)) {
    if (!isWanted(arrival, query) || search.isClear(child, arrival)) continue;
    if (search.isForAll) {
      yield Array.from({ length: arrival.lines }, (_, index) => arrival.seq + index);
      continue;
    }
    candidates = [...(await search.candidates(child, arrival)), ...candidates];
    if (candidates.length < lookLength) continue;
    yield await found();
    candidates = [];
  }
  yield await found();
}

/** The number of the first of the newest `last` lines of a range that a query asks for, found from the end. */
export const firstOfNewest = async (
  child: ChildOutput,
  query: LogQuery,
  { last, range }: { readonly last: number; readonly range: Range },
  search: Search,
): Promise<number> => {
  let missing = last;
  let first = child.index.nextSeq;
  if (missing === 0) return first;
  for await (const seqs of wanted(child, query, range, search)) {
    const [oldest] = seqs.slice(-missing);
    first = oldest ?? first;
    missing -= seqs.length;
    if (missing <= 0) break;
  }
  return first;
};
