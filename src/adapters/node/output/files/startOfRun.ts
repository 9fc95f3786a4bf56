import { statSync } from "node:fs";
import { join } from "node:path";
import type { RunName } from "../../../../domain/LogLine.ts";
import { runDirectory } from "../../layout/runDirectories.ts";

const birthOf = (file: string): number | null =>
  statSync(file, { throwIfNoEntry: false })?.birthtimeMs ?? null;

/**
 * A moment right before a run started, in ms since 1970; null if nothing of it is there. The files of its streams are
 * made in advance, and may have waited for long (SpareDirectories); its request is written when it is started.
 */
export const startOfRun = (home: string, run: RunName, streamFile: string): number | null => {
  const start = birthOf(join(runDirectory(home, run), "request")) ?? birthOf(streamFile);
  return start === null ? null : Math.round(start);
};
