import type { Ready, Restart, Shutdown } from "../../src/domain/tree/ChildSpec.ts";
import type { EndKind, Exit, ExitRules } from "../../src/domain/tree/Exit.ts";
import type { Hooks } from "../../src/domain/tree/HookSpec.ts";
import type { ProbeName, Probes } from "../../src/domain/tree/ProbeSpec.ts";
import type { Standing } from "../../src/policy/probe/standing.ts";
import { endKind } from "../../src/policy/restart/exit.ts";
import type { StopMode } from "../childProtocol.ts";

/** The part of a service's specification that its machine's decisions depend on. */
export interface ServiceRules {
  readonly restart: Restart;
  readonly ready: Ready;
  readonly probes?: Probes | undefined;
  readonly hooks?: Hooks | undefined;
  readonly shutdown: Shutdown;
  readonly stopSignal: string;
  readonly exitRules: ExitRules;
  readonly retryFailedMs?: number | null | undefined;
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
  /**
   * The stop in progress: on request, after a start timeout, or because a probe failed; and whether the process gets
   * time to terminate.
   */
  readonly stop: { readonly purpose: "request" | "not_ready" | "unhealthy"; readonly mode: StopMode };
  /** The results of the probes of this run; empty until they are tried. */
  readonly probes: Readonly<Partial<Record<ProbeName, Standing>>>;
  /**
   * The start or stop on hold: of which run, and its cause. `reason` is what it waits for in the meantime. A start on hold
   * has not used its run number yet: if it is cancelled, the next start gets that number.
   */
  readonly held: { readonly run: number; readonly cause: string } | null;
  readonly lastEnd: { readonly run: number; readonly exit: Exit; readonly kind: EndKind } | null;
  /** The pause before it is started again, ms. */
  readonly delayMs: number;
  /** How long it was in this phase under an earlier daemon, ms; this is subtracted from its timeouts. */
  readonly spentMs: number;
  /** Why it is in its state, and which principal caused that. */
  readonly reason: string;
  readonly by: string;
}

/** A service that this daemon has not started yet; run numbers continue after the last one. */
export const unstarted = ({ rules, lastRun }: ServiceInput): ServiceContext => ({
  rules,
  run: lastRun,
  pid: null,
  startedAt: 0,
  stop: { purpose: "request", mode: "ordered" },
  probes: {},
  held: null,
  lastEnd: null,
  delayMs: 0,
  spentMs: 0,
  reason: "not started yet",
  by: "system",
});

/** How long the process may take to terminate after its stop signal, in ms; null: unlimited. */
export const stopTimeout = ({ shutdown }: ServiceRules): number | null =>
  typeof shutdown === "number" ? shutdown : null;

/** The rest of a timeout that began with the current phase, ms. */
export const leftOf = (ms: number | null, { spentMs }: ServiceContext): number =>
  Math.max(0, (ms ?? 0) - spentMs);

/** Ends a hold: the reason is again the cause of the start or stop, instead of what it waited for. */
export const released = ({ held, reason }: ServiceContext) => ({ held: null, reason: held?.cause ?? reason });

/** How the exit of a run that was not requested is classified. */
export const kindOf = ({ rules }: ServiceContext, exit: Exit): EndKind =>
  endKind(exit, rules.exitRules, { asked: false, stopSignal: rules.stopSignal });
