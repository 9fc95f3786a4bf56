import type { Backoff, Limit, OnLimit, Restart } from "../../domain/tree/ChildSpec.ts";
import type { EndKind } from "../../domain/tree/Exit.ts";
import { nextDelay } from "./backoff.ts";
import { countRestart, msUntilAllowed, pauseAging, type Restarted } from "./intensity.ts";
import { shouldRestart } from "./restart.ts";

/** Why a child is no longer running, as reported to its supervisor. */
export type Failure =
  /** It exited by itself. `upMs`: its uptime. `curable` is false if the exit is listed as fatal. */
  | { readonly kind: "ended"; readonly end: EndKind; readonly upMs: number; readonly curable: boolean }
  /** Its start failed. `curable` is false if the command can't be run at all. */
  | { readonly kind: "start_failed"; readonly curable: boolean }
  /** The system refused the start because a resource was short: not the child's fault. */
  | { readonly kind: "start_refused" }
  /** It was stopped in good order to be started again: it used too much memory, or has run as long as it may. */
  | { readonly kind: "recycled"; readonly because: "memory" | "max_runtime"; readonly upMs: number };

type Counted = Exclude<Failure, { kind: "start_refused" | "recycled" }>;

/** The child's part of the input of a decision. */
export interface ChildRecord {
  readonly id: string;
  readonly restart: Restart;
  readonly backoff: Backoff;
  readonly limit: Limit | null;
  readonly onLimit: OnLimit | null;
  /** Consecutive failures that were followed by a restart; see `nextDelay`. */
  readonly streak: number;
  /** Consecutive starts that the system refused. They only determine the delay before the next one. */
  readonly refusals: number;
  /** The child's own counted restarts. */
  readonly restarts: ReadonlyArray<Restarted>;
}

/** The supervisor's part of the input of a decision. */
export interface SupervisorRecord {
  readonly intensity: number;
  readonly periodMs: number;
  readonly window: ReadonlyArray<Restarted>;
}

export type Verdict =
  /** It ended for good and stays in the tree; a restart of its group starts it again. */
  | { readonly kind: "leave" }
  /** It ended for good and is forgotten until its supervisor is started again. */
  | { readonly kind: "drop" }
  /** Restart it with its group after the delay. The other fields are the new counts. */
  | {
      readonly kind: "restart";
      readonly delayMs: number;
      readonly streak: number;
      readonly refusals: number;
      readonly restarts: ReadonlyArray<Restarted>;
      readonly window: ReadonlyArray<Restarted>;
      /** Whether it follows no failure, and so counts for no limit. */
      readonly isPlanned?: true;
    }
  /** Give up this child alone. `curable`: whether a later attempt may succeed. */
  | { readonly kind: "fail"; readonly because: string; readonly curable: boolean }
  /** The supervisor gives up: it stops all children and reports the failure to its parent. */
  | { readonly kind: "escalate"; readonly because: string };

const overLimit = (restarts: number, periodMs: number): string =>
  `more than ${restarts} restart${restarts === 1 ? "" : "s"} within ${periodMs / 1000} s`;

/**
 * The action when a limit is exceeded. Without `onLimit`, the failure escalates as in OTP, unless it is incurable:
 * restarting a larger part of the tree would not fix it either.
 */
const limitAction = (child: ChildRecord, failure: Counted): OnLimit =>
  child.onLimit ?? (failure.curable ? "escalate" : "fail");

/** The delays after a refused start if the child declares no backoff. */
const refusedStartBackoff = { initialMs: 1_000, factor: 2, maxMs: 60_000 };

/** A refused start changes no counts: the child waits in backoff and is retried until the start is not refused. Ours. */
const retryRefusedStart = (child: ChildRecord, { window }: SupervisorRecord, dice: number): Verdict => {
  const { backoff, streak, restarts } = child;
  const refusals = child.refusals + 1;
  const pauses = backoff.initialMs > 0 ? backoff : { ...backoff, ...refusedStartBackoff };
  const { delayMs } = nextDelay(pauses, refusals, { upMs: null }, dice);
  return { kind: "restart", delayMs, streak, refusals, restarts, window };
};

/**
 * A planned restart counts for no limit: more of the tree would not help a child that is too large or too old. If its
 * memory grows again at once, the pauses grow as after failures. Ours.
 */
const recycle = (
  child: ChildRecord,
  { window }: SupervisorRecord,
  { because, upMs }: Extract<Failure, { kind: "recycled" }>,
  dice: number,
): Verdict => {
  const { backoff, streak, restarts } = child;
  const pause = because === "memory" ? nextDelay(backoff, streak, { upMs }, dice) : { delayMs: 0, streak };
  return { kind: "restart", ...pause, refusals: 0, restarts, window, isPlanned: true };
};

/** How often an incurable start is retried if the child has no limit of its own and its failures don't escalate. */
const incurableLimit: Limit = { restarts: 10, periodMs: 300_000 };

/**
 * The limit for the restarts of a child alone: its own limit, or the intensity of its supervisor if its failures don't
 * escalate. Null if its restarts are counted together with those of its siblings.
 */
export const ownLimit = (
  { limit, onLimit }: Pick<ChildRecord, "limit" | "onLimit">,
  { intensity, periodMs }: Pick<SupervisorRecord, "intensity" | "periodMs">,
): Limit | null => {
  if (limit) return limit;
  return onLimit === null || onLimit === "escalate" ? null : { restarts: intensity, periodMs };
};

/**
 * The decision about a child that is no longer running: OTP's rules (otp.md section 3), then our additions (a limit for
 * the child alone, `onLimit`, backoff). `now` is monotonic ms, `dice` a random number in [0, 1) for the jitter.
 *
 * Only children whose failures escalate count in the supervisor's window: a child that is given up alone, or waits, must
 * not use up the restarts of its siblings.
 */
export const decide = (
  child: ChildRecord,
  supervisor: SupervisorRecord,
  failure: Failure,
  now: number,
  dice: number,
): Verdict => {
  if (failure.kind === "start_refused") return retryRefusedStart(child, supervisor, dice);
  if (child.restart === "temporary") return { kind: "drop" };
  if (failure.kind === "recycled") return recycle(child, supervisor, failure, dice);
  if (failure.kind === "ended" && !shouldRestart(child.restart, failure.end)) return { kind: "leave" };
  const action = limitAction(child, failure);
  if (failure.kind === "ended" && !failure.curable)
    return giveUp(action, "its exit is listed as fatal", false);

  const restarted = { child: child.id, at: now };
  const limit = ownLimit(child, supervisor) ?? (action === "escalate" ? null : incurableLimit);
  const own = limit && countRestart(child.restarts, restarted, { intensity: limit.restarts, ...limit });
  const shared = action === "escalate" ? countRestart(supervisor.window, restarted, supervisor) : null;
  const upMs = failure.kind === "ended" ? failure.upMs : null;
  const pause = nextDelay(child.backoff, child.streak, { upMs }, dice);

  if (limit && own?.exceeded) {
    if (action !== "wait") return giveUp(action, overLimit(limit.restarts, limit.periodMs), true);
    const wait = msUntilAllowed(child.restarts, now, { intensity: limit.restarts, ...limit });
    return {
      kind: "restart",
      ...pause,
      refusals: 0,
      delayMs: Math.max(wait, pause.delayMs),
      // One more than the limit, because `slice(-0)` would keep them all.
      restarts: [...child.restarts, restarted].slice(-limit.restarts - 1),
      window: supervisor.window,
    };
  }
  if (shared?.exceeded) return giveUp(action, overLimit(supervisor.intensity, supervisor.periodMs), true);
  return {
    kind: "restart",
    ...pause,
    refusals: 0,
    restarts: pauseAging(own?.window ?? child.restarts, child.id, pause.delayMs),
    window: pauseAging(shared?.window ?? supervisor.window, child.id, pause.delayMs),
  };
};

/** Whether a failed start affects the child alone, so that its supervisor's start continues without it. */
export const isContained = (child: ChildRecord, failure: Failure): boolean =>
  failure.kind === "start_refused" ||
  failure.kind === "recycled" ||
  limitAction(child, failure) !== "escalate";

const giveUp = (action: OnLimit, because: string, curable: boolean): Verdict =>
  action === "escalate" ? { kind: "escalate", because } : { kind: "fail", because, curable };
