import { setTimeout as sleep } from "node:timers/promises";
import { ask, CliError, exitCode } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import type { LogLine } from "../../domain/LogLine.ts";
import type { Run } from "../../domain/Run.ts";

/** How often it is looked for more output, in ms. */
const interval = 250;
/** How long a run that was decided may take to be in the history, in ms. */
const patience = 30_000;

/** A run by its id; null: it is not in the history yet. */
const runNow = async (daemon: DaemonRef, id: string): Promise<Run | null> => {
  try {
    return await ask(daemon, "GET /runs/:id", { params: { id } });
  } catch (error) {
    if (error instanceof CliError && error.code === exitCode.noSuchChild) return null;
    throw error;
  }
};

/** The lines of a run after a number, to the last one there is. */
const readAfter = async (
  daemon: DaemonRef,
  { path, run }: Pick<Run, "path" | "run">,
  seen: number,
  onLine: (line: LogLine) => void,
): Promise<number> => {
  let after = seen;
  for (;;) {
    const { items, next } = await ask(daemon, "GET /logs", { query: { path: [path], run, after } });
    for (const line of items) {
      // A line without its end is read again when it is complete.
      if (line.provisional) continue;
      onLine(line);
      after = line.seq;
    }
    if (next === null || items.length === 0) return after;
  }
};

/** Read the output of a run while it is printed, until the run has ended. */
export const followRun = async (
  daemon: DaemonRef,
  id: string,
  onLine: (line: LogLine) => void,
): Promise<Run> => {
  const begin = Date.now();
  let after = 0;
  for (;;) {
    // Everything is recorded before a run counts as ended.
    const run = await runNow(daemon, id);
    if (run !== null) after = await readAfter(daemon, run, after, onLine);
    if (run !== null && run.outcome !== "running") return run;
    if (run === null && Date.now() - begin > patience)
      throw new CliError(exitCode.failed, `${id} is not in the history after ${patience / 1_000} s`);
    await sleep(interval);
  }
};
