import { constants } from "node:os";
import { exitCode } from "../../../client/client.ts";
import type { Run } from "../../../domain/Run.ts";
import { shortDuration } from "../../terminal/shortDuration.ts";

/** How a run has ended, in a sentence: `backup#1@4 succeeded after 12s`. */
export const runSentence = ({ id, outcome, reason, started_at, ended_at }: Run): string => {
  const length =
    started_at === null || ended_at === null
      ? ""
      : ` after ${shortDuration(Math.max(0, Date.parse(ended_at) - Date.parse(started_at)))}`;
  const why = outcome === "succeeded" ? "" : ` (${reason})`;
  return `${id} ${outcome.replace("_", " ")}${length}${why}`;
};

/** The exit code of a run for a shell: its own, 128 and the number of the signal that ended it, or else a failure. */
export const exitCodeOf = ({ outcome, code, signal }: Run): number => {
  if (outcome === "succeeded") return exitCode.done;
  if (code !== null && code !== 0) return code;
  const number = new Map<string, number>(Object.entries(constants.signals)).get(signal ?? "");
  return number === undefined ? exitCode.failed : 128 + number;
};
