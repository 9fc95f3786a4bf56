import type { DaemonRef } from "../../client/daemonRef.ts";
import { readLines } from "./lineFeed.ts";

/** The last line of a run on either stream; null if it printed nothing, or if that is unknown. */
export const lastLineOf = async (
  daemon: DaemonRef,
  path: string,
  run: number | null,
): Promise<string | null> => {
  if (run === null) return null;
  let last: string | null = null;
  await readLines(daemon, { path: [path], run, last: 1 }, ({ text }) => {
    last = text;
  }).catch(() => undefined);
  return last;
};
