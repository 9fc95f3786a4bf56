import type { Ready, Restart, Shutdown } from "../../src/domain/ChildSpec.ts";
import type { EndKind, Exit, ExitRules } from "../../src/domain/Exit.ts";
import { endKind } from "../../src/policy/exit.ts";
import type { StopMode } from "../childProtocol.ts";

/** The part of a service's specification that its machine decides by. */
export interface ServiceRules {
  readonly restart: Restart;
  readonly ready: Ready;
  readonly shutdown: Shutdown;
  readonly stopSignal: string;
  readonly exitRules: ExitRules;
}

export interface ServiceInput {
  readonly rules: ServiceRules;
  readonly lastRun: number;
}

export interface ServiceContext {
  readonly rules: ServiceRules;
  /** The current or last run; 0 before the first. */
  readonly run: number;
  readonly pid: number | null;
  /** When the run was started, monotonic ms. */
  readonly startedAt: number;
  /** The stop in progress: for a request or because the start took too long, and whether it asks first. */
  readonly stop: { readonly purpose: "request" | "not_ready"; readonly mode: StopMode };
  readonly lastEnd: { readonly run: number; readonly exit: Exit; readonly kind: EndKind } | null;
  readonly delayMs: number;
  /** How long it was in this phase already under an earlier daemon, ms: its deadline is so much nearer. */
  readonly spentMs: number;
  /** Why it is in its state, and who brought it there. */
  readonly reason: string;
  readonly by: string;
}

/** A service that this daemon has not started yet; its runs go on counting from the last one. */
export const unstarted = ({ rules, lastRun }: ServiceInput): ServiceContext => ({
  rules,
  run: lastRun,
  pid: null,
  startedAt: 0,
  stop: { purpose: "request", mode: "ordered" },
  lastEnd: null,
  delayMs: 0,
  spentMs: 0,
  reason: "not started yet",
  by: "system",
});

/** What the end of a run counts as that nobody has asked for. */
export const kindOf = ({ rules }: ServiceContext, exit: Exit): EndKind =>
  endKind(exit, rules.exitRules, { asked: false, stopSignal: rules.stopSignal });
