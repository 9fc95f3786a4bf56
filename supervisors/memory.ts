import type { Memory } from "../src/domain/Memory.ts";
import type { Restarted } from "../src/policy/intensity.ts";
import type { Now } from "./clock.ts";
import { memberOf, type TreeNode, wantedOf } from "./node.ts";

/** A time of our monotonic clock by wall time, ms since the epoch. */
const wallTimeOf = ({ wall, monotonic }: Now, at: number): number =>
  Math.round(Date.parse(wall()) + at - monotonic());

/** Times as the next daemon can read them. */
const byWallTime =
  (now: Now) =>
  ({ child, at }: Restarted): Restarted => ({ child, at: wallTimeOf(now, at) });

/** The stop that is under way. */
const stopOf = (node: TreeNode): Memory["stop"] => {
  if (node.state !== "stopping") return null;
  const { stop } = node.actor.getSnapshot().context;
  const isAsked = node.kind === "supervisor" || node.askedRun === node.actor.getSnapshot().context.run;
  return { ...stop, isAsked };
};

/**
 * Monotonic time of a wall time that has been, as long as nobody has set the clock in between. Of a clock that
 * was set back, what lies in its future was just now: else it would count for as long as the clock was set back.
 */
export const monotonicOf = ({ wall, monotonic }: Now, at: number): number =>
  monotonic() + Math.min(0, at - Date.parse(wall()));

/** What is left of a pause, ms. Never more than all of it, which a clock that was set back would make it. */
export const pauseLeft = ({ wall }: Now, { since, nextAttemptAt }: Memory): number => {
  if (nextAttemptAt === null) return 0;
  const [due, begun, now] = [Date.parse(nextAttemptAt), Date.parse(since), Date.parse(wall())];
  return Math.max(0, Math.min(due - now, due - begun));
};

/** What the next daemon must know of a node as it is now. */
export const memoryOf = (node: TreeNode, now: Now): Memory => {
  const { path, state, since, nextAttemptAt } = node;
  const { reason, by } = node.actor.getSnapshot().context;
  const member = memberOf(node);
  const translate = byWallTime(now);
  return {
    path,
    state,
    run: node.kind === "service" ? node.actor.getSnapshot().context.run || null : null,
    reason,
    by,
    since,
    nextAttemptAt,
    restarted: node.kind === "service" ? node.restarts : 0,
    lastExit: node.kind === "service" ? node.lastExit : null,
    startedAt:
      node.kind === "supervisor" ? wallTimeOf(now, node.actor.getSnapshot().context.startedAt) : null,
    stop: stopOf(node),
    standing: member?.standing ?? null,
    wanted: wantedOf(node),
    streak: member?.streak ?? 0,
    refusals: member?.refusals ?? 0,
    counted: (member?.restarts ?? []).map(translate),
    window: node.kind === "supervisor" ? node.actor.getSnapshot().context.window.map(translate) : [],
  };
};
