import type { Limit } from "../../domain/tree/ChildSpec.ts";
import { type Restarted, recent } from "./intensity.ts";
import { type ChildRecord, decide, type SupervisorRecord } from "./verdict.ts";

/** What one restart more than a limit allows leads to. */
export type BeyondLimit = "escalate" | "fail" | "wait";

const crash = { kind: "ended", end: "crash", upMs: 0, curable: true } as const;

const decided = (child: ChildRecord, supervisor: SupervisorRecord): BeyondLimit | null => {
  const { kind } = decide(child, supervisor, crash, 0, 0.5);
  if (kind === "restart") return "wait";
  return kind === "escalate" || kind === "fail" ? kind : null;
};

/** What a crash leads to once a child has used up its own limit; null if it is not restarted anyway. */
export const beyondOwn = (
  child: ChildRecord,
  supervisor: SupervisorRecord,
  limit: Limit,
): BeyondLimit | null =>
  decided({ ...child, restarts: [], limit: { ...limit, restarts: 0 } }, { ...supervisor, window: [] });

/** The same once its supervisor's intensity is used up. */
export const beyondShared = (child: ChildRecord, supervisor: SupervisorRecord): BeyondLimit | null =>
  decided({ ...child, restarts: [] }, { ...supervisor, window: [], intensity: 0 });

/** The restarts that count towards a limit at `now`, the oldest first, no more than it has. */
export const counting = (
  window: ReadonlyArray<Restarted>,
  now: number,
  { restarts, periodMs }: Limit,
): ReadonlyArray<Restarted> => {
  const all = recent(window, now, periodMs).toSorted((one, other) => one.at - other.at);
  return all.slice(Math.max(0, all.length - restarts));
};

/**
 * Whether the pause before a child's next start has stopped its restarts from aging (`pauseAging`): not after a start
 * that the system refused, and not while it waits for its own limit.
 */
export const pausesAging = ({ refusals, restarts }: ChildRecord, own: Limit | null): boolean =>
  refusals === 0 && (own === null || restarts.length <= own.restarts);
