import type { MaxRuntime, MemoryRule, Ready, Restart, Shutdown } from "../../src/domain/tree/ChildSpec.ts";
import type { EndKind, Exit, ExitRules } from "../../src/domain/tree/Exit.ts";
import type { Hooks } from "../../src/domain/tree/HookSpec.ts";
import type { ProbeName, Probes } from "../../src/domain/tree/ProbeSpec.ts";
import type { Standing } from "../../src/policy/probe/standing.ts";
import { longestRuntime } from "../../src/policy/resources/maxRuntime.ts";
import { noOveruse, type Overuse } from "../../src/policy/resources/memory.ts";
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
  readonly memory?: MemoryRule | undefined;
  readonly maxRuntime?: MaxRuntime | undefined;
  readonly exitRules: ExitRules;
  readonly retryFailedMs?: number | null | undefined;
}

/** Why a service is being stopped. */
const servicePurposes = ["request", "not_ready", "unhealthy", "memory", "max_runtime"] as const;
export type ServiceStopPurpose = (typeof servicePurposes)[number];

/** Whether it is a purpose for which a service is stopped; a supervisor has others. */
export const isServicePurpose = (purpose: string | undefined): purpose is ServiceStopPurpose =>
  servicePurposes.some((known) => known === purpose);

/** Why a service that has not failed is stopped and started again. */
export type RecyclePurpose = Extract<ServiceStopPurpose, "memory" | "max_runtime">;

export interface ServiceInput {
  readonly rules: ServiceRules;
  readonly lastRun: number;
  /** Its path, from which the spread of its maximum runtime is derived; an empty one if omitted. */
  readonly path?: string;
}

export interface ServiceContext {
  readonly path: string;
  readonly rules: ServiceRules;
  /** The current or last run; 0 before the first. */
  readonly run: number;
  readonly pid: number | null;
  /** When the run was started, monotonic ms. */
  readonly startedAt: number;
  /**
   * The stop in progress: on request, after a start timeout, because a probe failed, or above its limit of memory or
   * runtime; and whether the process gets time to terminate.
   */
  readonly stop: { readonly purpose: ServiceStopPurpose; readonly mode: StopMode };
  /** The results of the probes of this run; empty until they are tried. */
  readonly probes: Readonly<Partial<Record<ProbeName, Standing>>>;
  /** The samples of this run that are above its memory limit. */
  readonly overuse: Overuse;
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
export const unstarted = ({ rules, lastRun, path = "" }: ServiceInput): ServiceContext => ({
  path,
  rules,
  run: lastRun,
  pid: null,
  startedAt: 0,
  stop: { purpose: "request", mode: "ordered" },
  probes: {},
  overuse: noOveruse,
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

/** How long this run may last once it is ready, in ms; null: without a limit. */
export const runtimeLimit = ({ rules, path, run }: ServiceContext): number | null =>
  rules.maxRuntime === undefined || rules.restart === "temporary"
    ? null
    : longestRuntime(rules.maxRuntime, path, run);

/** Ends a hold: the reason is again the cause of the start or stop, instead of what it waited for. */
export const released = ({ held, reason }: ServiceContext) => ({ held: null, reason: held?.cause ?? reason });

/** How the exit of a run that was not requested is classified. */
export const kindOf = ({ rules }: ServiceContext, exit: Exit): EndKind =>
  endKind(exit, rules.exitRules, { asked: false, stopSignal: rules.stopSignal });
