import { join } from "node:path";
import type { LogLine, Place, RunName } from "../../domain/LogLine.ts";
import { type ChildPath, isWithin } from "../../domain/tree/ChildPath.ts";
import type { LogQuery } from "../../ports/store/LogStore.ts";
import { entriesIn } from "./layout/runDirectories.ts";
import { pathOf } from "./layout/slug.ts";
import { LogReader } from "./output/read/LogReader.ts";
import { OfflineOutput } from "./output/read/OfflineOutput.ts";

/** The children that have output in a home, in no order. */
export const childrenWithOutput = (home: string): ReadonlyArray<ChildPath> =>
  [...new Set(["output", "runs"].flatMap((folder) => entriesIn(join(home, folder))))].map(pathOf);

/** The output of a home without a daemon. */
interface OfflineLogs {
  /** The lines in batches, oldest first, and the places as of a follower. Rejects with BadSearch. */
  readonly items: AsyncIterable<ReadonlyArray<LogLine | Place>>;
  /** The last recorded line of each child. */
  readonly places: ReadonlyArray<Place>;
  readonly runs: ReadonlyArray<RunName>;
  readonly close: () => void;
}

/**
 * Open the output of some children and those under them as the last daemon left it. `unrecorded too` includes what
 * they have printed since; a client that continues with the next daemon gets that from it. `after`: only these
 * children, each after the line with this number.
 */
export const openOfflineLogs = async (
  home: string,
  query: LogQuery,
  which: "recorded" | "unrecorded too",
  after: ReadonlyMap<ChildPath, number> | null = null,
): Promise<OfflineLogs> => {
  const isMeant = (path: ChildPath): boolean =>
    (after?.has(path) ?? true) && query.within.some((one) => isWithin(one, path));
  const paths = childrenWithOutput(home).filter(isMeant);
  const children = await Promise.all(paths.map((path) => OfflineOutput.open(home, path, which)));
  return {
    items: itemsOf(children, new LogReader(query, after ?? undefined)),
    places: children.map(({ path, index }) => ({ path, after: index.nextSeq - 1 })),
    runs: children.flatMap(({ path, runs }) => runs.map((run) => ({ path, run }))),
    close: () => {
      for (const child of children) child.close();
    },
  };
};

async function* itemsOf(
  children: ReadonlyArray<OfflineOutput>,
  reading: LogReader,
): AsyncGenerator<ReadonlyArray<LogLine | Place>> {
  for (const child of children) await reading.include(child, "to its end");
  yield reading.takeNewPlaces();
  for (let lines = await reading.next(); lines !== null; lines = await reading.next()) {
    yield lines;
    yield reading.takeNewPlaces();
  }
}
