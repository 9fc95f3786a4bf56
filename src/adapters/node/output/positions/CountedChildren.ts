import type { LogSelection } from "../../../../ports/store/LogStore.ts";
import type { ReadableOutput } from "../read/ReadableOutput.ts";
import { type Counted, LineCounts } from "./LineCounts.ts";

/** How many selections of a child are remembered. */
const selectionsKept = 6;

/** The counts of children, which are kept for the next request: to count takes as long as the index is. */
export class CountedChildren {
  readonly #known = new WeakMap<ReadableOutput, Map<string, LineCounts>>();

  /** The counts of these children, in the order of their paths. */
  of(children: ReadonlyArray<ReadableOutput>, selection: LogSelection): ReadonlyArray<LineCounts> {
    return children
      .map((child) => this.#ofChild(child, selection))
      .sort((a, b) => (a.child.path < b.child.path ? -1 : 1));
  }

  #ofChild(child: ReadableOutput, { run, stream }: Counted): LineCounts {
    const known = this.#known.get(child) ?? new Map<string, LineCounts>();
    this.#known.set(child, known);
    const key = `${run ?? ""} ${stream ?? ""}`;
    const counts =
      known.get(key) ??
      new LineCounts(child, {
        ...(run === undefined ? {} : { run }),
        ...(stream === undefined ? {} : { stream }),
      });
    // The most recently used last.
    known.delete(key);
    known.set(key, counts);
    for (const oldest of known.keys()) {
      if (known.size <= selectionsKept) break;
      known.delete(oldest);
    }
    return counts;
  }
}
