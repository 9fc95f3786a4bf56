import { setTimeout as sleep } from "node:timers/promises";
import { askAcrossDaemons } from "../../client/askAcrossDaemons.ts";
import { CliError, exitCode } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import type { LogLine } from "../../domain/LogLine.ts";
import type { Run } from "../../domain/Run.ts";

/** How often it is looked for more output, in ms. */
export const interval = 250;

/** What is not there yet is null; other errors are thrown. */
const orNull = async <A>(answer: Promise<A>): Promise<A | null> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CliError && error.code === exitCode.noSuchChild) return null;
    throw error;
  }
};

/** A run by its id; null: it is not in the history yet. */
const runNow = (daemon: DaemonRef, id: string): Promise<Run | null> =>
  orNull(askAcrossDaemons(daemon, "GET /runs/:id", { params: { id } }));

/** The lines of a run after a number, to the last one there is. */
const readAfter = async (
  daemon: DaemonRef,
  { path, run }: Pick<Run, "path" | "run">,
  seen: number,
  onLine: (line: LogLine) => void,
): Promise<number> => {
  let after = seen;
  for (;;) {
    const { items, next } = await askAcrossDaemons(daemon, "GET /logs", {
      query: { path: [path], run, after },
    });
    for (const line of items) {
      // A line without its end is read again when it is complete.
      if (line.provisional) continue;
      onLine(line);
      after = line.seq;
    }
    if (next === null || items.length === 0) return after;
  }
};

/**
 * Wait until a run is in the history. `isComing` is asked as long as it is not; once it says no, the run has not begun and never
 * will: null.
 */
export const begunRun = async (
  daemon: DaemonRef,
  id: string,
  isComing: () => Promise<boolean>,
): Promise<Run | null> => {
  for (;;) {
    // A run that is not coming any more may just have been recorded.
    const mayCome = await isComing();
    const run = await runNow(daemon, id);
    if (run !== null || !mayCome) return run;
    await sleep(interval);
  }
};

/** Read the output of a run that has begun, while it is printed, until the run has ended. */
export const followRun = async (
  daemon: DaemonRef,
  begun: Run,
  onLine: (line: LogLine) => void,
): Promise<Run> => {
  let after = 0;
  for (;;) {
    // Everything is recorded before a run counts as ended.
    const run = (await runNow(daemon, begun.id)) ?? begun;
    after = await readAfter(daemon, run, after, onLine);
    if (run.outcome !== "running") return run;
    await sleep(interval);
  }
};
