import type { ChildPath } from "../../../domain/ChildPath.ts";
import type { OutputLag } from "../../../domain/Vitals.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import type { Behind } from "./Tail.ts";

/** In so many readings of the lag each run is looked at once that is not known to have printed. */
const roundLength = 6;

/** How far the reading of each stream is behind that is not read to its end; `reading` counts the calls. */
const allBehind = (
  children: Iterable<ChildOutput>,
  reading: number,
): ReadonlyArray<Behind & { readonly path: ChildPath }> => {
  const runs = [...children].flatMap(({ path, tracked }) =>
    [...tracked.values()].map((run) => ({ path, run })),
  );
  return runs.flatMap(({ path, run }, index) => {
    const how = (index + reading) % roundLength === 0 ? "unasked" : "as told";
    return run.behind(how).map((behind) => ({ ...behind, path }));
  });
};

/** How far the reading of the children's files is behind what they have printed. */
export const lagOf = (children: Iterable<ChildOutput>, reading: number): OutputLag => {
  const behind = allBehind(children, reading);
  const [oldest] = behind.toSorted((a, b) => a.since - b.since);
  return {
    unread_bytes: behind.reduce((sum, { bytes }) => sum + bytes, 0),
    oldest_unread_ms: oldest ? performance.now() - oldest.since : 0,
    child: oldest?.path ?? null,
  };
};
