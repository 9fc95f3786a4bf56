import type { Backoff, Limit, OnLimit, Restart } from "../domain/ChildSpec.ts";
import type { EndKind } from "../domain/Exit.ts";
import { nextDelay } from "./backoff.ts";
import { allowedIn, count, pauseAging, type Restarted } from "./intensity.ts";
import { wantsRestart } from "./restart.ts";

/** Why a child is not running any more, as its supervisor hears of it. */
export type Failure =
  /** It ended by itself. `upMs`: how long it had run. `curable` false: an exit listed as fatal. */
  | { readonly kind: "ended"; readonly end: EndKind; readonly upMs: number; readonly curable: boolean }
  /** A start came to nothing. `curable` false: the command cannot be run at all. */
  | { readonly kind: "start_failed"; readonly curable: boolean }
  /** The system refused to start it for want of something: no fault of the child. */
  | { readonly kind: "start_refused" };

type Counted = Exclude<Failure, { kind: "start_refused" }>;

/** What the decision needs to know about the child. */
export interface ChildRecord {
  readonly id: string;
  readonly restart: Restart;
  readonly backoff: Backoff;
  readonly limit: Limit | null;
  readonly onLimit: OnLimit | null;
  /** Consecutive failures answered with a restart; see `nextDelay`. */
  readonly streak: number;
  /** Starts in a row that the system has refused. They count for nothing but the pause before the next one. */
  readonly refusals: number;
  /** The child's own counted restarts. */
  readonly restarts: ReadonlyArray<Restarted>;
}

/** What the decision needs to know about its supervisor. */
interface SupervisorRecord {
  readonly intensity: number;
  readonly periodMs: number;
  readonly window: ReadonlyArray<Restarted>;
}

export type Verdict =
  /** It has ended for good and stays in the tree; a group restart starts it again. */
  | { readonly kind: "leave" }
  /** It has ended for good and is forgotten until its supervisor starts afresh. */
  | { readonly kind: "drop" }
  /** Start it again, after the delay, with its group. The windows and streak are to be remembered. */
  | {
      readonly kind: "restart";
      readonly delayMs: number;
      readonly streak: number;
      readonly refusals: number;
      readonly restarts: ReadonlyArray<Restarted>;
      readonly window: ReadonlyArray<Restarted>;
    }
  /** Give up this child alone. */
  | { readonly kind: "fail"; readonly because: string }
  /** The supervisor gives up: all children stop and the failure goes to its parent. */
  | { readonly kind: "escalate"; readonly because: string };

const overLimit = (restarts: number, periodMs: number): string =>
  `more than ${restarts} restart${restarts === 1 ? "" : "s"} within ${periodMs / 1000} s`;

/**
 * What a limit that is used up leads to. Without `onLimit`, the failure goes up as in OTP; only what no
 * restart can cure stays with the child, because starting a larger part of the tree can't cure it either.
 */
const limitAction = (child: ChildRecord, failure: Counted): OnLimit =>
  child.onLimit ?? (failure.curable ? "escalate" : "fail");

/** The pauses before a refused start is tried again, where the declaration has none. */
const patience = { initialMs: 1_000, factor: 2, maxMs: 60_000 };

/** A refused start leaves all counts as they are: the child waits, and is tried again until it goes. Ours. */
const waitForSystem = (child: ChildRecord, { window }: SupervisorRecord, dice: number): Verdict => {
  const { backoff, streak, restarts } = child;
  const refusals = child.refusals + 1;
  const pauses = backoff.initialMs > 0 ? backoff : { ...backoff, ...patience };
  const { delayMs } = nextDelay(pauses, refusals, { upMs: null }, dice);
  return { kind: "restart", delayMs, streak, refusals, restarts, window };
};

/** A child whose failures stay its own has a limit of its own; others use it besides the supervisor's. */
const containedLimit: Limit = { restarts: 10, periodMs: 300_000 };

/**
 * The decision about a child that is not running any more: OTP's rules (otp.md section 3), then our
 * additions (limits of the child's own, `onLimit`, backoff). `now` is monotonic milliseconds, `dice` a
 * random number in [0, 1) for the jitter.
 *
 * Only children whose failure goes up count in the supervisor's window: one that is given up alone, or
 * waits, must not use up the restarts of its siblings.
 */
export const decide = (
  child: ChildRecord,
  supervisor: SupervisorRecord,
  failure: Failure,
  now: number,
  dice: number,
): Verdict => {
  if (failure.kind === "start_refused") return waitForSystem(child, supervisor, dice);
  if (child.restart === "temporary") return { kind: "drop" };
  if (failure.kind === "ended" && !wantsRestart(child.restart, failure.end)) return { kind: "leave" };
  const action = limitAction(child, failure);
  if (failure.kind === "ended" && !failure.curable) return giveUp(action, "its exit is listed as fatal");

  const restarted = { child: child.id, at: now };
  const limit = child.limit ?? (action === "escalate" ? null : containedLimit);
  const own = limit && count(child.restarts, restarted, { intensity: limit.restarts, ...limit });
  const shared = action === "escalate" ? count(supervisor.window, restarted, supervisor) : null;
  const upMs = failure.kind === "ended" ? failure.upMs : null;
  const pause = nextDelay(child.backoff, child.streak, { upMs }, dice);

  if (limit && own?.exceeded) {
    if (action !== "wait") return giveUp(action, overLimit(limit.restarts, limit.periodMs));
    const wait = allowedIn(child.restarts, now, { intensity: limit.restarts, ...limit });
    return {
      kind: "restart",
      ...pause,
      refusals: 0,
      delayMs: Math.max(wait, pause.delayMs),
      restarts: [...child.restarts, restarted].slice(-limit.restarts - 1),
      window: supervisor.window,
    };
  }
  if (shared?.exceeded) return giveUp(action, overLimit(supervisor.intensity, supervisor.periodMs));
  return {
    kind: "restart",
    ...pause,
    refusals: 0,
    restarts: pauseAging(own?.window ?? child.restarts, child.id, pause.delayMs),
    window: pauseAging(shared?.window ?? supervisor.window, child.id, pause.delayMs),
  };
};

/** Whether a failed start stays the child's own affair, so that its supervisor's start goes on without it. */
export const isContained = (child: ChildRecord, failure: Failure): boolean =>
  failure.kind === "start_refused" || limitAction(child, failure) !== "escalate";

const giveUp = (action: OnLimit, because: string): Verdict =>
  action === "escalate" ? { kind: "escalate", because } : { kind: "fail", because };
