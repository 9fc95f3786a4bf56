import type { Memory } from "../src/domain/Memory.ts";
import type { Restarted } from "../src/policy/intensity.ts";
import type { Now } from "./clock.ts";
import { memberOf, type TreeNode, wantedOf } from "./node.ts";

/** Times as the next daemon can read them. */
const byWallTime =
  ({ wall, monotonic }: Now) =>
  ({ child, at }: Restarted): Restarted => ({ child, at: Math.round(Date.parse(wall()) + at - monotonic()) });

/** Monotonic time of a wall time, as long as nobody has set the clock in between. */
export const monotonicOf = ({ wall, monotonic }: Now, at: number): number =>
  monotonic() + at - Date.parse(wall());

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
    wanted: wantedOf(node),
    streak: member?.streak ?? 0,
    counted: (member?.restarts ?? []).map(translate),
    window: node.kind === "supervisor" ? node.actor.getSnapshot().context.window.map(translate) : [],
  };
};
