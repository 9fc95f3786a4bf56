import { setImmediate as nextTurn } from "node:timers/promises";
import { allPids, variableOf } from "./procfs.ts";

/** The variable that marks every process of a run. */
export const runVariable = "SENTINEL_RUN";

/** How many processes are looked at before the event loop gets a turn: about a millisecond's worth. */
const sliceSize = 64;

/** Every marked process there is now, by its mark. */
const walk = async (): Promise<ReadonlyMap<string, ReadonlyArray<number>>> => {
  const found = new Map<string, Array<number>>();
  const pids = allPids();
  for (let from = 0; from < pids.length; from += sliceSize) {
    if (from > 0) await nextTurn();
    for (const pid of pids.slice(from, from + sliceSize)) {
      const mark = variableOf(pid, runVariable);
      if (mark !== null) found.set(mark, [...(found.get(mark) ?? []), pid]);
    }
  }
  return found;
};

/**
 * Finds the processes that carry a run's mark in their environment, wherever they have gone: descendants
 * that left the group by setsid or a double fork included. Questions that come while a walk through /proc
 * is under way share the next one, so a thousand ends at once cost two walks, not a thousand.
 */
export class Survey {
  #current: Promise<unknown> = Promise.resolve();
  #next: Promise<ReadonlyMap<string, ReadonlyArray<number>>> | null = null;

  /** The live processes of the run with this mark. */
  async holdersOf(mark: string): Promise<ReadonlyArray<number>> {
    this.#next ??= this.#current.then(() => {
      const walking = walk();
      this.#current = walking;
      this.#next = null;
      return walking;
    });
    return (await this.#next).get(mark) ?? [];
  }
}
