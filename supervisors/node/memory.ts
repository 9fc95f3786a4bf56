import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { NodeView } from "../../src/domain/view/NodeView.ts";
import type { Restarted } from "../../src/policy/restart/intensity.ts";
import { emptyTally } from "../../src/policy/tally.ts";
import type { Now } from "./clock.ts";
import { memberOf, type TreeNode } from "./node.ts";

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

/** The start or the stop that is held, and what it is for: `reason` says what it waits for meanwhile. */
const heldOf = (node: TreeNode): Pick<Memory, "held"> => {
  const held = node.kind === "service" ? node.actor.getSnapshot().context.held : null;
  return held === null ? {} : { held: { cause: held.cause } };
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

/** What the next daemon must know of a node: what is seen of it, and what only the charts know. */
export const memoryOf = (node: TreeNode, view: NodeView, now: Now): Memory => {
  const { path, state, reason, by, since, wanted } = view;
  const member = memberOf(node);
  const translate = byWallTime(now);
  return {
    ...{ path, state, reason, by, since, wanted },
    nextAttemptAt: view.next_attempt_at,
    run: view.kind === "service" ? view.run : null,
    restarted: view.kind === "service" ? view.restarts : 0,
    lastExit: view.kind === "service" ? view.last_exit : null,
    startedAt:
      node.kind === "supervisor" ? wallTimeOf(now, node.actor.getSnapshot().context.startedAt) : null,
    stop: stopOf(node),
    ...heldOf(node),
    standing: member?.standing ?? null,
    streak: view.consecutive_failures,
    refusals: member?.refusals ?? 0,
    counted: (member?.restarts ?? []).map(translate),
    window: node.kind === "supervisor" ? node.actor.getSnapshot().context.window.map(translate) : [],
    ...(node.tally === emptyTally ? {} : { tally: node.tally }),
  };
};
