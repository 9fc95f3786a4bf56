import { type ShownState, shownStates } from "../../live/shownState.ts";
import type { Tally } from "../../live/Tree.ts";

/** What the whole tree amounts to, in a sentence. `failedSupervisors`: how many of them have failed besides. */
export const verdictOf = (tally: Tally, failedSupervisors: number): string => {
  const failed = tally.failed + failedSupervisors;
  const watched = tally.backoff + tally.unhealthy + tally.unknown;
  const all = Object.values(tally).reduce((sum, count) => sum + count, 0);
  if (failed === 0 && watched === 0)
    return all === tally.running ? `All ${all} run.` : `Nothing is wrong: ${rest(tally)}.`;
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(watched > 0 ? [`${watched} ${watched === 1 ? "needs" : "need"} watching`] : []),
    `${tally.running} ${tally.running === 1 ? "runs" : "run"} well`,
  ];
  return `${parts.join(", ")}.`;
};

const words: Partial<Readonly<Record<ShownState, string>>> = {
  running: "run",
  stopped: "stopped",
  finished: "finished",
};

/** `12 run, 3 stopped`. */
const rest = (tally: Tally): string =>
  shownStates
    .toReversed()
    .filter((state) => tally[state] > 0)
    .map((state) => `${tally[state]} ${words[state] ?? state}`)
    .join(", ");
