import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import type { OutputLag } from "../../../../domain/view/DaemonStats.ts";
import type { Lag } from "../tail/Tail.ts";
import type { ChildOutput } from "./ChildOutput.ts";

/** Each run without a notification is checked once in this many readings. */
const roundLength = 6;

/** The lag of each stream that is not read to its end; `reading` counts the calls. */
const lags = (
  children: Iterable<ChildOutput>,
  reading: number,
): ReadonlyArray<Lag & { readonly path: ChildPath }> => {
  const runs = [...children].flatMap(({ path, tracked }) =>
    [...tracked.values()].map((run) => ({ path, run })),
  );
  return runs.flatMap(({ path, run }, index) => {
    const how = (index + reading) % roundLength === 0 ? "unasked" : "as told";
    return run.lag(how).map((behind) => ({ ...behind, path }));
  });
};

/** How far recording is behind what the children have printed. */
export const lagOf = (children: Iterable<ChildOutput>, reading: number): OutputLag => {
  const behind = lags(children, reading);
  const [oldest] = behind.toSorted((a, b) => a.since - b.since);
  return {
    unread_bytes: behind.reduce((sum, { bytes }) => sum + bytes, 0),
    oldest_unread_ms: oldest ? performance.now() - oldest.since : 0,
    child: oldest?.path ?? null,
  };
};
