import type { ServiceSpec } from "../domain/ChildSpec.ts";
import type { Exit } from "../domain/Exit.ts";
import type { Memory } from "../domain/Memory.ts";
import type { ChildState } from "../domain/State.ts";
import { describeExit, endKind } from "./exit.ts";
import { wantsRestart } from "./restart.ts";

/** A run of which the memory does not know all; times are ms since the epoch. */
export interface UnknownRun {
  readonly run: number;
  readonly startedAt: number | null;
  /** Null where it is taken up: its end comes by itself. */
  readonly end: { readonly exit: Exit; readonly at: number } | null;
}

/** From the state before to this one. `at` is null where nobody knows when. */
export interface MissedStep {
  readonly run: number | null;
  readonly to: ChildState;
  readonly at: number | null;
  readonly reason: string;
}

type Rules = Pick<ServiceSpec, "restart" | "exitRules" | "stopSignal" | "ready">;

const isLive = (state: ChildState): boolean =>
  state === "starting" || state === "running" || state === "stopping";

/** What a run's end led to; the same as the chart of a service has it. */
const afterEnd = (state: ChildState, exit: Exit, rules: Rules): ChildState => {
  if (state === "stopping") return "stopped";
  const end = endKind(exit, rules.exitRules, { asked: false, stopSignal: rules.stopSignal });
  if (state === "starting") return rules.ready.kind === "exit" && end === "normal" ? "finished" : "backoff";
  if (wantsRestart(rules.restart, end)) return "backoff";
  return ({ normal: "finished", shutdown: "stopped", crash: "failed" } as const)[end];
};

const lateWords = "written down by the next daemon";
const unseen: Exit = { unknown: "it had not begun, or nobody has seen it end" };

/**
 * How a service went on from what is remembered of it, by its runs: a daemon that is killed has had no time to write
 * down the last of what it did. Each step begins where the one before has ended.
 */
export const missedSteps = (
  memory: Pick<Memory, "state" | "run"> | undefined,
  runs: ReadonlyArray<UnknownRun>,
  rules: Rules,
): ReadonlyArray<MissedStep> => {
  const steps: Array<MissedStep> = [];
  let [state, known] = [memory?.state ?? "stopped", memory?.run ?? 0];
  const take = (run: number, to: ChildState, at: number | null, what: string): void => {
    steps.push({ run, to, at, reason: `${what}; ${lateWords}` });
    state = to;
    known = run;
  };
  const end = (run: number, exit: Exit, at: number | null): void =>
    take(run, afterEnd(state, exit, rules), at, describeExit(exit));
  for (const { run, startedAt, end: ended } of runs) {
    if (run < known) continue;
    if (run > known) {
      const at = startedAt ?? ended?.at ?? null;
      if (isLive(state)) end(known, unseen, at);
      take(run, "starting", at, "started");
    }
    if (ended && isLive(state)) end(run, ended.exit, ended.at);
  }
  return steps;
};

/**
 * The same for a node that is not gone on with: it is down now, and begins anew if at all. How its last run ended
 * stays the reason.
 */
export const missedUntilDown = (
  memory: Pick<Memory, "state" | "run"> | undefined,
  steps: ReadonlyArray<MissedStep>,
): ReadonlyArray<MissedStep> => {
  const last = steps.at(-1);
  const state = last?.to ?? memory?.state ?? "stopped";
  if (state === "stopped") return steps;
  if (last && !isLive(state)) return [...steps.slice(0, -1), { ...last, to: "stopped" }];
  const reason = isLive(state) ? "nothing of it was left when the next daemon came" : "it begins anew";
  return [...steps, { run: last?.run ?? memory?.run ?? null, to: "stopped", at: null, reason }];
};

/**
 * How many of these starts were restarts by the system: those after a failure, and those of a child that the system
 * had stopped with others.
 */
export const restartsAmong = (
  memory: Pick<Memory, "state" | "by"> | undefined,
  steps: ReadonlyArray<MissedStep>,
): number =>
  steps.filter(({ to }, index) => {
    const before = steps[index - 1]?.to ?? memory?.state;
    return to === "starting" && (before === "backoff" || (before === "stopped" && memory?.by === "system"));
  }).length;
