import { statSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "../../../domain/tree/ProbeSpec.ts";
import type { Attempt, ProbedRun } from "../../../ports/machine/Prober.ts";
import { runDirectory, streamFiles } from "../layout/runDirectories.ts";
import { failure, success } from "./attempt.ts";

const modifiedAt = (file: string): number => {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
};

/**
 * Whether a run has printed something in time, counted from its start. The child itself writes the files, so their
 * time of modification is that of its last output, whatever the daemon has read; it is later if old output was removed.
 */
export const lookForOutput = (
  { withinMs }: Extract<Check, { kind: "output" }>,
  { path, run }: ProbedRun,
  home: string,
): Attempt => {
  const directory = runDirectory(home, { path, run });
  const last = Math.max(...Object.values(streamFiles).map((name) => modifiedAt(join(directory, name))));
  if (last === 0) return failure("the files of its output can't be read");
  const silentFor = Math.max(0, Math.round((Date.now() - last) / 1000));
  return silentFor * 1000 <= withinMs
    ? success(`last output ${silentFor} s ago`)
    : failure(`no output for ${silentFor} s`);
};
