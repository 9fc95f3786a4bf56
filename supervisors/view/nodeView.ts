import type { NodeView } from "../../src/domain/view/NodeView.ts";
import { allowed } from "../../src/policy/allowed.ts";
import { memberOf, type TreeNode, wantedOf } from "../node/node.ts";
import { commanded, type DaemonPhase, surroundingsOf } from "../node/service/commanded.ts";
import { valuePath } from "../node/views/trace.ts";

/** The parts of a view that its node does not know: the number of its last change, and the daemon's phase. */
export interface Viewed {
  readonly seq: number;
  readonly phase: DaemonPhase;
}

/** The part of the view that is the same for nodes of any kind. */
export const nodeView = (node: TreeNode, { seq, phase }: Viewed) => {
  const { value, context } = node.actor.getSnapshot();
  const { since, nextAttemptAt, due } = node.trace;
  return {
    path: node.path,
    state: node.state,
    value: valuePath(value),
    since,
    reason: context.reason,
    by: context.by,
    wanted: wantedOf(node),
    next_attempt_at: nextAttemptAt,
    due,
    ...awaitedBy(node),
    allowed: allowed(commanded(node), surroundingsOf(phase, node)),
    consecutive_failures: memberOf(node)?.streak ?? 0,
    seq,
  };
};

/** What the starts of a node wait for; left out if that is nothing. */
const awaitedBy = ({ spec: { after } }: TreeNode): Pick<NodeView, "after"> =>
  after === undefined ? {} : { after: after.map(({ path, until }) => ({ child: path, until })) };
