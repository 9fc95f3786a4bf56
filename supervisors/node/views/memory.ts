import type { Memory } from "../../../src/domain/stored/Memory.ts";
import type { NodeView } from "../../../src/domain/view/NodeView.ts";
import { emptyTally } from "../../../src/policy/tally.ts";
import { ownMemory } from "../kinds.ts";
import { memberOf, type TreeNode } from "../node.ts";
import type { Now } from "./clock.ts";
import { restartedByWallTime } from "./wallTime.ts";

/** The stop in progress. */
const stopOf = (node: TreeNode, isAsked: boolean): Memory["stop"] =>
  node.state === "stopping" ? { ...node.actor.getSnapshot().context.stop, isAsked } : null;

/** The rest of a pause, in ms. At most the whole pause: a clock that was set back would make it longer. */
export const pauseLeft = ({ wall }: Now, { since, nextAttemptAt }: Memory): number => {
  if (nextAttemptAt === null) return 0;
  const [due, begun, now] = [Date.parse(nextAttemptAt), Date.parse(since), Date.parse(wall())];
  return Math.max(0, Math.min(due - now, due - begun));
};

/** What the next daemon needs to know about a node: its view, and what only the charts know. */
export const memoryOf = (node: TreeNode, view: NodeView, now: Now): Memory => {
  const { path, state, reason, by, since, wanted } = view;
  const member = memberOf(node);
  const { isAsked, ...own } = ownMemory(node, view, now);
  return {
    ...{ path, state, reason, by, since, wanted },
    nextAttemptAt: view.next_attempt_at,
    ...own,
    stop: stopOf(node, isAsked),
    standing: member?.standing ?? null,
    streak: view.consecutive_failures,
    refusals: member?.refusals ?? 0,
    counted: (member?.restarts ?? []).map(restartedByWallTime(now)),
    ...(node.tally === emptyTally ? {} : { tally: node.tally }),
  };
};
