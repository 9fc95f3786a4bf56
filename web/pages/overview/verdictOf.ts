import { type ShownState, shownStates } from "../../live/shownState.ts";
import type { Tally } from "../../live/Tree.ts";

/**
 * The state of the whole tree in a sentence. `failedSupervisors`: counted in addition to the services. `isPast`:
 * whether it is about a past moment.
 */
export const verdictOf = (tally: Tally, failedSupervisors: number, isPast = false): string => {
  const failed = tally.failed + failedSupervisors;
  const watched = tally.backoff + tally.unhealthy + tally.unknown;
  const all = Object.values(tally).reduce((sum, count) => sum + count, 0);
  if (failed === 0 && watched === 0)
    return all === tally.running
      ? `All ${all} ${isPast ? "ran" : "run"}.`
      : `Nothing ${isPast ? "was" : "is"} wrong: ${rest(tally, isPast)}.`;
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(watched > 0 ? [`${watched} ${isPast ? "needed" : watched === 1 ? "needs" : "need"} watching`] : []),
    `${tally.running} ${isPast ? "ran" : tally.running === 1 ? "runs" : "run"} well`,
  ];
  return `${parts.join(", ")}.`;
};

const words: Partial<Readonly<Record<ShownState, string>>> = {
  running: "run",
  stopped: "stopped",
  finished: "finished",
};

/** `12 run, 3 stopped`. */
const rest = (tally: Tally, isPast: boolean): string =>
  shownStates
    .toReversed()
    .filter((state) => tally[state] > 0)
    .map((state) => `${tally[state]} ${isPast && state === "running" ? "ran" : (words[state] ?? state)}`)
    .join(", ");
