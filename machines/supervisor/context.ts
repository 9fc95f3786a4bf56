import type { AutoShutdown, Restart, Shutdown, Strategy } from "../../src/domain/ChildSpec.ts";
import type { Restarted } from "../../src/policy/intensity.ts";
import type { Roster } from "../../src/policy/roster.ts";
import type { Failure } from "../../src/policy/verdict.ts";
import type { StopMode } from "../childProtocol.ts";

/** The part of a supervisor's specification that its machine decides by. */
export interface SupervisorRules {
  readonly isRoot: boolean;
  readonly restart: Restart;
  readonly shutdown: Shutdown;
  readonly strategy: Strategy;
  readonly intensity: number;
  readonly periodMs: number;
  readonly autoShutdown: AutoShutdown;
  readonly start: "serial" | "parallel";
}

/** What a child has reported and nobody has acted on yet. */
export type Letter =
  | { readonly kind: "failure"; readonly child: string; readonly failure: Failure }
  /** Its pause is over. */
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
  readonly inbox: ReadonlyArray<Letter>;
  /** The children that the stop or start under way is still about: each leaves it once it is being started. */
  readonly group: ReadonlySet<string>;
  /** The child whose restart takes the group along, its pause, and what the others are told. */
  readonly origin: { readonly child: string; readonly delayMs: number; readonly because: string } | null;
  readonly stop: { readonly purpose: Purpose; readonly mode: StopMode };
  /** Monotonic ms of its last start, and how long it had been up when its stop began. */
  readonly startedAt: number;
  readonly upMs: number;
  readonly delayMs: number;
  /** How long the root rests before it tries the whole tree again, ms. */
  readonly retryMs: number;
  readonly reason: string;
  readonly by: string;
}

/** How long a root that gave up waits before it tries the whole tree again, in ms. An addition of ours. */
export const rootRetryMs = 300_000;

/** A supervisor that has never been started. */
export const unstarted = ({ rules, children }: SupervisorInput): SupervisorContext => ({
  rules,
  children,
  window: [],
  inbox: [],
  group: new Set(),
  origin: null,
  stop: { purpose: "request", mode: "ordered" },
  startedAt: 0,
  upMs: 0,
  delayMs: 0,
  retryMs: rootRetryMs,
  reason: "not started yet",
  by: "system",
});
