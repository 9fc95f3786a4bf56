import type { AutoShutdown, Restart, Shutdown, Strategy } from "../../src/domain/tree/ChildSpec.ts";
import type { Restarted } from "../../src/policy/restart/intensity.ts";
import type { Roster } from "../../src/policy/restart/roster.ts";
import type { Failure } from "../../src/policy/restart/verdict.ts";
import type { StopMode } from "../childProtocol.ts";

/** The part of a supervisor's specification that its machine's decisions depend on. */
export interface SupervisorRules {
  readonly isRoot: boolean;
  readonly restart: Restart;
  readonly shutdown: Shutdown;
  readonly strategy: Strategy;
  readonly intensity: number;
  readonly periodMs: number;
  readonly autoShutdown: AutoShutdown;
  readonly start: "serial" | "parallel";
  readonly retryFailedMs?: number | null | undefined;
}

/** A report of a child that has not been handled yet. */
export type PendingReport =
  | { readonly kind: "failure"; readonly child: string; readonly failure: Failure }
  /** Its delay is over. */
  | { readonly kind: "due"; readonly child: string };

/** Why a supervisor is stopping its children. */
export type Purpose = "request" | "start_failed" | "gave_up" | "auto_shutdown" | "killed";

export interface SupervisorInput {
  readonly rules: SupervisorRules;
  readonly children: Roster;
}

export interface SupervisorContext extends SupervisorInput {
  /** Restarts that count towards the intensity. */
  readonly window: ReadonlyArray<Restarted>;
  readonly inbox: ReadonlyArray<PendingReport>;
  /** The children that the stop or start in progress still has to handle: each is removed when it is started. */
  readonly group: ReadonlyArray<string>;
  /** The child whose restart includes the group, its delay, and the reason that the others are given. */
  readonly origin: { readonly child: string; readonly delayMs: number; readonly because: string } | null;
  readonly stop: { readonly purpose: Purpose; readonly mode: StopMode };
  /** Monotonic ms of its last start, and its uptime when its stop began. */
  readonly startedAt: number;
  readonly upMs: number;
  /** The delay before its next start, ms. */
  readonly delayMs: number;
  readonly reason: string;
  readonly by: string;
}

/** How long a root that gave up waits before it restarts the tree if retry_failed is not declared, in ms. Ours. */
export const rootRetryMs = 300_000;

/** A supervisor that has never been started. */
export const unstarted = ({ rules, children }: SupervisorInput): SupervisorContext => ({
  rules,
  children,
  window: [],
  inbox: [],
  group: [],
  origin: null,
  stop: { purpose: "request", mode: "ordered" },
  startedAt: 0,
  upMs: 0,
  delayMs: 0,
  reason: "not started yet",
  by: "system",
});
