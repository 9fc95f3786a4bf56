import type { RunOutcome } from "../../domain/RunOutcome.ts";
import type { ProcessSpec } from "../../domain/tree/ChildSpec.ts";
import type { Exit } from "../../domain/tree/Exit.ts";
import type { ChildState } from "../../domain/tree/State.ts";
import { endKind, isIgnored } from "../restart/exit.ts";

type Rules = Pick<ProcessSpec, "exitRules" | "stopSignal" | "ready">;

/** In which circumstances a run has ended. */
export interface Circumstances {
  /** The state of its child until then. */
  readonly state: ChildState;
  /** Whether a stop in progress was begun because it was not ready in time. */
  readonly isNotReady: boolean;
  readonly rules: Rules;
}

/** The outcome of a run that has ended. `exit` null: it could not be started. */
export const outcomeOf = (
  exit: Exit | null,
  { state, isNotReady, rules }: Circumstances,
): Exclude<RunOutcome, "running"> => {
  if (exit === null) return state === "stopping" ? "stopped" : "failed";
  if ("unknown" in exit) return "lost";
  if (state === "stopping" && isNotReady) return "timed_out";
  if (state === "stopping") return "signal" in exit && exit.signal === "SIGKILL" ? "killed" : "stopped";
  if (state === "starting") return isStartDone(exit, rules) ? "succeeded" : "failed";
  const kind = endKind(exit, rules.exitRules, { asked: false, stopSignal: rules.stopSignal });
  return ({ normal: "succeeded", shutdown: "stopped", crash: "failed" } as const)[kind];
};

/** Whether a run that has exited before it was ready has done what it should: a one-shot, or one that is not needed. */
const isStartDone = (exit: Exit, { exitRules, stopSignal, ready }: Rules): boolean =>
  isIgnored(exit, exitRules) ||
  (ready.kind === "exit" && endKind(exit, exitRules, { asked: false, stopSignal }) === "normal");
