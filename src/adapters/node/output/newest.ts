import { setImmediate as turnOver } from "node:timers/promises";
import type { LogLine, LogQuery } from "../../../ports/LogStore.ts";
import type { Arrival } from "./arrival.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { isWanted } from "./Cursor.ts";
import type { Search } from "./Search.ts";
import { Slice } from "./Slice.ts";

const pageLength = 64;

/** So many lines that may match are looked at together, at least. */
const lookLength = 512;

/** The arrivals of a child, newest first; others get their turn now and then. */
async function* backwards({ index }: ChildOutput): AsyncGenerator<Arrival> {
  let { edition, count: end } = index;
  while (end > 0) {
    const start = Math.max(0, end - pageLength);
    const page = index.page(start, end - start);
    yield* page.toReversed();
    await turnOver();
    end = index.edition === edition ? start : index.positionOf(page[0]?.seq ?? 0);
    edition = index.edition;
  }
}

/** The numbers of the lines that a query asks for, in their order but beginning with the last ones. */
async function* wanted(
  child: ChildOutput,
  query: LogQuery,
  search: Search,
): AsyncGenerator<ReadonlyArray<number>> {
  let candidates: ReadonlyArray<LogLine> = [];
  const found = async (): Promise<ReadonlyArray<number>> =>
    (await search.matching(candidates, new Slice())).map(({ seq }) => seq);
  for await (const arrival of backwards(child)) {
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

/** The number of the first of the newest `last` lines that a query asks for, found from the end. */
export const firstOfNewest = async (
  child: ChildOutput,
  query: LogQuery,
  last: number,
  search: Search,
): Promise<number> => {
  let missing = last;
  let first = child.index.nextSeq;
  if (missing === 0) return first;
  for await (const seqs of wanted(child, query, search)) {
    const [oldest] = seqs.slice(-missing);
    first = oldest ?? first;
    missing -= seqs.length;
    if (missing <= 0) break;
  }
  return first;
};
