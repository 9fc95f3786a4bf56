import type { Memory } from "../../domain/stored/Memory.ts";
import type { ServiceSpec } from "../../domain/tree/ChildSpec.ts";
import type { Exit } from "../../domain/tree/Exit.ts";
import type { ChildState } from "../../domain/tree/State.ts";
import { describeExit, endKind, isIgnored } from "../restart/exit.ts";
import { shouldRestart } from "../restart/restart.ts";
import { isLive } from "../states.ts";
import { isStartHeld } from "./resume.ts";

/** A run that is missing or incomplete in the stored memory; times are ms since the epoch. */
export interface UnrecordedRun {
  readonly run: number;
  readonly startedAt: number | null;
  /** Null for a run that is adopted: its exit is reported as usual. */
  readonly end: { readonly exit: Exit; readonly at: number } | null;
}

/** A transition from the previous state to this one. `at` is null if the time is unknown. */
export interface MissedTransition {
  readonly run: number | null;
  readonly to: ChildState;
  readonly at: number | null;
  readonly reason: string;
  /** The exit of the run that ends with the transition; omitted if none does. */
  readonly exit?: Exit;
}

type StopPurpose = NonNullable<Memory["stop"]>["purpose"];

type Rules = Pick<ServiceSpec, "restart" | "exitRules" | "stopSignal" | "ready">;

/**
 * The state after the end of a run, as the chart of a service determines it. `purpose`: that of the stop in progress.
 */
export const stateAfterExit = (
  state: ChildState,
  purpose: StopPurpose | undefined,
  exit: Exit,
  rules: Rules,
): ChildState => {
  if (state === "stopping") return purpose === "not_ready" ? "backoff" : "stopped";
  const end = endKind(exit, rules.exitRules, { asked: false, stopSignal: rules.stopSignal });
  if (state === "starting") {
    const succeeds = rules.ready.kind === "exit" && end === "normal";
    return succeeds || isIgnored(exit, rules.exitRules) ? "finished" : "backoff";
  }
  if (shouldRestart(rules.restart, end)) return "backoff";
  return ({ normal: "finished", shutdown: "stopped", crash: "failed" } as const)[end];
};

const recordedLate = "recorded by the next daemon";
const unobservedExit: Exit = { unknown: "it never started, or its exit was not observed" };

/**
 * The transitions of a service after its stored memory, derived from its runs: a daemon that is killed can't record its
 * last actions. Each transition starts in the state in which the previous one ended.
 */
export const missedTransitions = (
  memory: (Pick<Memory, "state" | "run" | "held"> & Partial<Pick<Memory, "stop">>) | undefined,
  runs: ReadonlyArray<UnrecordedRun>,
  rules: Rules,
): ReadonlyArray<MissedTransition> => {
  const steps: Array<MissedTransition> = [];
  const wasHeld = memory !== undefined && isStartHeld(memory);
  let [state, known]: [ChildState, number] = [
    wasHeld ? "stopped" : (memory?.state ?? "stopped"),
    memory?.run ?? 0,
  ];
  const record = (run: number, to: ChildState, at: number | null, reason: string, exit?: Exit): void => {
    steps.push({ run, to, at, reason: `${reason}; ${recordedLate}`, ...(exit ? { exit } : {}) });
    state = to;
    known = run;
  };
  const end = (run: number, exit: Exit, at: number | null): void =>
    record(run, stateAfterExit(state, memory?.stop?.purpose, exit, rules), at, describeExit(exit), exit);
  for (const { run, startedAt, end: ended } of runs) {
    if (run < known) continue;
    if (run > known) {
      const at = startedAt ?? ended?.at ?? null;
      if (isLive(state)) end(known, unobservedExit, at);
      record(run, "starting", at, "started");
    }
    if (ended && isLive(state)) end(run, ended.exit, ended.at);
  }
  // The journal already has the held start; only its run is missing.
  return wasHeld ? steps.slice(1) : steps;
};

/**
 * The same for a node that is not resumed: it is stopped now, and may be started again. The reason is still the exit of
 * its last run.
 */
export const missedUntilStopped = (
  memory: Pick<Memory, "state" | "run"> | undefined,
  steps: ReadonlyArray<MissedTransition>,
): ReadonlyArray<MissedTransition> => {
  const last = steps.at(-1);
  const state = last?.to ?? memory?.state ?? "stopped";
  if (state === "stopped") return steps;
  if (last && !isLive(state)) return [...steps.slice(0, -1), { ...last, to: "stopped" }];
  const reason = isLive(state) ? "it had no process left when the next daemon started" : "it is started anew";
  return [...steps, { run: last?.run ?? memory?.run ?? null, to: "stopped", at: null, reason }];
};

/**
 * The number of automatic restarts among the transitions: starts after a failure, and starts of a child that the system
 * had stopped together with others.
 */
export const countRestarts = (
  memory: Pick<Memory, "state" | "by"> | undefined,
  steps: ReadonlyArray<MissedTransition>,
): number =>
  steps.filter(({ to }, index) => {
    const before = steps[index - 1]?.to ?? memory?.state;
    return to === "starting" && (before === "backoff" || (before === "stopped" && memory?.by === "system"));
  }).length;
