import { join } from "node:path";
import type { LogLine, Place, RunName } from "../../domain/LogLine.ts";
import { type ChildPath, isWithin } from "../../domain/tree/ChildPath.ts";
import type { LogQuery } from "../../ports/LogStore.ts";
import { entriesIn } from "./layout/runDirectories.ts";
import { pathOf } from "./layout/slug.ts";
import { LogReader } from "./output/read/LogReader.ts";
import { OfflineOutput } from "./output/read/OfflineOutput.ts";

/** The children that have output in a home, in no order. */
export const childrenWithOutput = (home: string): ReadonlyArray<ChildPath> =>
  [...new Set(["output", "runs"].flatMap((folder) => entriesIn(join(home, folder))))].map(pathOf);

/** The output of a home without a daemon. */
interface OfflineLogs {
  /** The lines in batches, oldest first. Rejects with BadSearch. */
  readonly lines: AsyncIterable<ReadonlyArray<LogLine>>;
  /** The last recorded line of each child. */
  readonly places: ReadonlyArray<Place>;
  readonly runs: ReadonlyArray<RunName>;
  readonly close: () => void;
}

/**
 * Open the output of some children and those under them as the last daemon left it. `unrecorded too` includes what
 * they have printed since; a client that continues with the next daemon gets that from it.
 */
export const openOfflineLogs = async (
  home: string,
  query: LogQuery,
  which: "recorded" | "unrecorded too",
): Promise<OfflineLogs> => {
  const paths = childrenWithOutput(home).filter((path) => query.within.some((one) => isWithin(one, path)));
  const children = await Promise.all(paths.map((path) => OfflineOutput.open(home, path, which)));
  return {
    lines: linesOf(children, query),
    places: children.map(({ path, index }) => ({ path, after: index.nextSeq - 1 })),
    runs: children.flatMap(({ path, runs }) => runs.map((run) => ({ path, run }))),
    close: () => {
      for (const child of children) child.close();
    },
  };
};

async function* linesOf(
  children: ReadonlyArray<OfflineOutput>,
  query: LogQuery,
): AsyncGenerator<ReadonlyArray<LogLine>> {
  const reading = new LogReader(query);
  for (const child of children) await reading.include(child, "to its end");
  for (let lines = await reading.next(); lines !== null; lines = await reading.next()) yield lines;
}
