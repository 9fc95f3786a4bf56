import type { Memory } from "../domain/stored/Memory.ts";
import type { EndKind, Exit } from "../domain/tree/Exit.ts";
import type { ChildState } from "../domain/tree/State.ts";
import type { RestartReason, RunResult, Tally } from "../domain/tree/Tally.ts";

/** Nothing has been counted yet. */
export const emptyTally: Tally = { restarts: {}, exits: {}, durations: {}, seconds: 0, escalations: 0 };

/** The upper bounds by which durations of runs are counted, in seconds, as they are stored: from a second to a day. */
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

/** The bound of a duration. */
const boundOf = (seconds: number): string =>
  durationBounds.find((bound) => bound === "+Inf" || seconds <= Number(bound)) ?? "+Inf";

export const withRestart = (tally: Tally, reason: RestartReason): Tally => ({
  ...tally,
  restarts: oneMore(tally.restarts, reason),
});

/** `seconds`: the duration of the run; null if unknown. */
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

export type StopPurpose = NonNullable<Memory["stop"]>["purpose"];

/**
 * The result of a run that ended while its child was in this state. `kind`: the class of its exit if no stop was
 * requested; `stoppedFor`: why it was being stopped, if it was.
 */
export const resultOfRun = (
  exit: Exit,
  kind: EndKind,
  { state, stoppedFor }: { readonly state: ChildState; readonly stoppedFor: StopPurpose },
): RunResult => {
  if (state === "stopping")
    return stoppedFor === "not_ready" ? "timeout" : stoppedFor === "unhealthy" ? "unhealthy" : "stopped";
  if (kind === "normal") return "ok";
  if ("code" in exit) return "error";
  return "signal" in exit ? "signal" : "unknown";
};

/** What the stops count as that are followed by a restart. */
const reasonsOfStops: Partial<Record<StopPurpose, RestartReason>> = {
  not_ready: "not_ready",
  unhealthy: "unhealthy",
  memory: "memory",
  max_runtime: "max_runtime",
};

/**
 * Why a service that went from this state to backoff is down. `kind`: the class of its run's exit. A service that was
 * running or starting exited by itself; one that was stopping was stopped for this purpose.
 */
export const causeOfPause = (
  from: ChildState,
  kind: EndKind | null,
  stoppedFor: StopPurpose,
): RestartReason => {
  if (from === "stopping") return reasonsOfStops[stoppedFor] ?? "not_ready";
  return from === "running" && kind !== null ? kind : "start_failed";
};
