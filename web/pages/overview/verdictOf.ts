import { shownStates } from "../../live/shownState.ts";
import { type Tally, totalOf } from "../../live/Tree.ts";

/**
 * The state of the whole tree in a sentence. `failedSupervisors`: counted in addition to the other nodes. `isPast`:
 * whether it is about a past moment.
 */
export const verdictOf = (tally: Tally, failedSupervisors: number, isPast = false): string => {
  const failed = tally.failed + failedSupervisors;
  const watched = tally.backoff + tally.unhealthy + tally.unknown;
  const all = totalOf(tally);
  if (failed === 0 && watched === 0)
    return all === tally.running
      ? `All ${all} ${isPast ? "ran" : "run"}.`
      : `Nothing ${isPast ? "was" : "is"} wrong: ${rest(tally, isPast)}.`;
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(watched > 0 ? [`${watched} ${isPast ? "needed" : watched === 1 ? "needs" : "need"} watching`] : []),
    ...(tally.running > 0 || tally.scheduled === 0
      ? [`${tally.running} ${isPast ? "ran" : tally.running === 1 ? "runs" : "run"} well`]
      : []),
    ...(tally.scheduled > 0 ? [`${tally.scheduled} scheduled`] : []),
  ];
  return `${parts.join(", ")}.`;
};

/** `12 run, 3 stopped`. */
const rest = (tally: Tally, isPast: boolean): string =>
  shownStates
    .toReversed()
    .filter((state) => tally[state] > 0)
    .map((state) => `${tally[state]} ${state === "running" ? (isPast ? "ran" : "run") : state}`)
    .join(", ");
