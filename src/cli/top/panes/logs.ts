import { CliError } from "../../../client/client.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";
import { follow } from "../../../client/follow.ts";
import type { LogLine } from "../../../domain/LogLine.ts";

/** How many lines are kept: more than a screen has. */
const kept = 300;

/** The output of a child or a group, as it comes. */
export interface Logs {
  readonly lines: ReadonlyArray<LogLine>;
  readonly stop: () => void;
}

/** Follow the output of a child, its last lines first, until `stop` or the end of the daemon. */
export const followLogs = (
  daemon: DaemonRef,
  path: string,
  { changed, failed }: { readonly changed: () => void; readonly failed: (why: string) => void },
): Logs => {
  let lines: ReadonlyArray<LogLine> = [];
  const feed = follow(
    daemon,
    "POST /logs/live",
    (item) => {
      if ("problem" in item) return failed(item.problem);
      if (!("seq" in item)) return;
      // A line without its end comes again when it is longer.
      const before = lines.at(-1)?.provisional ? lines.slice(0, -1) : lines;
      lines = [...before, item].slice(-kept);
      changed();
    },
    { query: { path: [path], last: kept }, body: { places: null }, livenessTimeout: null },
  );
  feed.ended.catch((error: unknown) => {
    if (!(error instanceof CliError)) throw error;
    failed(error.message);
  });
  return {
    get lines() {
      return lines;
    },
    stop: feed.stop,
  };
};
