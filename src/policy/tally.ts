import type { EndKind, Exit } from "../domain/tree/Exit.ts";
import type { ChildState } from "../domain/tree/State.ts";
import type { RestartReason, RunResult, Tally } from "../domain/tree/Tally.ts";

/** Nothing has been counted yet. */
export const emptyTally: Tally = { restarts: {}, exits: {}, durations: {}, seconds: 0, escalations: 0 };

/** The upper bounds by which durations of runs are counted, in seconds, as they are written: from a second to a day. */
export const durationBounds = [
  "1.0",
  "10.0",
  "60.0",
  "300.0",
  "1800.0",
  "3600.0",
  "21600.0",
  "86400.0",
  "+Inf",
];

const oneMore = (counts: Readonly<Record<string, number>>, key: string) => ({
  ...counts,
  [key]: (counts[key] ?? 0) + 1,
});

/** The bound under which a duration is counted. */
const boundOf = (seconds: number): string =>
  durationBounds.find((bound) => bound === "+Inf" || seconds <= Number(bound)) ?? "+Inf";

export const withRestart = (tally: Tally, reason: RestartReason): Tally => ({
  ...tally,
  restarts: oneMore(tally.restarts, reason),
});

/** `seconds`: how long the run took; null where nobody knows. */
export const withExit = (tally: Tally, result: RunResult, seconds: number | null): Tally => {
  const counted = { ...tally, exits: oneMore(tally.exits, result) };
  if (seconds === null) return counted;
  return {
    ...counted,
    durations: oneMore(tally.durations, boundOf(seconds)),
    seconds: tally.seconds + seconds,
  };
};

export const withEscalation = (tally: Tally): Tally => ({ ...tally, escalations: tally.escalations + 1 });

/** How a run ended that ended in this state of its child; `kind`: what its end counts as where nobody has asked for it. */
export const resultOfRun = (
  exit: Exit,
  kind: EndKind,
  { state, isNotReady }: { readonly state: ChildState; readonly isNotReady: boolean },
): RunResult => {
  if (state === "stopping") return isNotReady ? "timeout" : "stopped";
  if (kind === "normal") return "ok";
  if ("code" in exit) return "error";
  return "signal" in exit ? "signal" : "unknown";
};

/**
 * Why a service is down that has come to a pause from this state; `kind`: what the end of its run counts as. A service
 * that is running or starting has left it by itself, and one that is stopping has taken too long to start.
 */
export const causeOfPause = (from: ChildState, kind: EndKind | null): RestartReason => {
  if (from === "stopping") return "not_ready";
  return from === "running" && kind !== null ? kind : "start_failed";
};
