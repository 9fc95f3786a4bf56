import { setImmediate as turnOver } from "node:timers/promises";
import type { LogQuery } from "../../../ports/LogStore.ts";
import type { Arrival } from "./arrival.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { isWanted, linesIn } from "./Cursor.ts";
import type { Matcher } from "./matcher.ts";
import type { StreamBytes } from "./StreamBytes.ts";

const pageLength = 64;

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

/** The number of the first of the newest `last` lines that a query asks for, found from the end. */
export const firstOfNewest = async (
  child: ChildOutput,
  query: LogQuery,
  last: number,
  { bytes, matcher }: { readonly bytes: StreamBytes; readonly matcher: Matcher | null },
): Promise<number> => {
  let missing = last;
  let first = child.index.nextSeq;
  if (missing === 0) return first;
  for await (const arrival of backwards(child)) {
    if (!isWanted(arrival, query)) continue;
    const seqs = matcher
      ? await matchesIn(child, arrival, bytes, matcher)
      : Array.from({ length: arrival.lines }, (_, index) => arrival.seq + index);
    const [oldest] = seqs.slice(-missing);
    first = oldest ?? first;
    missing -= seqs.length;
    if (missing <= 0) break;
  }
  return first;
};

/** The numbers of the lines that match. */
const matchesIn = async (
  child: ChildOutput,
  arrival: Arrival,
  bytes: StreamBytes,
  matcher: Matcher,
): Promise<ReadonlyArray<number>> => {
  const lines = await linesIn(child, arrival, bytes);
  const matches = matcher(lines.map(({ text }) => text));
  return lines.flatMap(({ seq }, index) => (matches[index] ? [seq] : []));
};
