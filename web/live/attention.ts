import type { NodeRecord } from "./protocol.ts";
import { hasFailedRun, isException, rankOf, type ShownState, shownStateOf } from "./shownState.ts";
import type { Tree } from "./Tree.ts";

/** A node that needs attention. */
export interface Attention {
  readonly node: NodeRecord;
  readonly state: ShownState;
  /** What is wrong, in a few words. */
  readonly why: string;
  /** Since when it is so, and when it starts by itself; null: it does not. ISO 8601. */
  readonly since: string;
  readonly nextAt: string | null;
}

/** A job goes on after a run that has failed: what is wrong is the run. */
const attentionTo = (node: NodeRecord): Attention => {
  const { last_run, reason, since, next_attempt_at, next_at } = node;
  const about = { node, state: shownStateOf(node), nextAt: next_attempt_at ?? next_at };
  if (node.state !== "running" || last_run === null || !hasFailedRun(node))
    return { ...about, why: reason, since };
  const why = last_run.reason === null ? "" : `: ${last_run.reason}`;
  return {
    ...about,
    why: `run ${last_run.run} ${outcomes[last_run.outcome]}${why}`,
    since: last_run.ended_at ?? since,
  };
};

const outcomes: Readonly<Record<NonNullable<NodeRecord["last_run"]>["outcome"], string>> = {
  succeeded: "succeeded",
  failed: "failed",
  timed_out: "took too long",
  killed: "was killed",
  lost: "was lost",
};

/** The nodes that need attention, worst first; in the same state, the most recent first. */
export const attentionIn = (tree: Tree): ReadonlyArray<Attention> =>
  tree.order
    .flatMap((i) => {
      const node = tree.node(i);
      return node !== undefined && isException(shownStateOf(node)) ? [attentionTo(node)] : [];
    })
    .sort((one, other) => rankOf(one.state) - rankOf(other.state) || later(one, other));

const later = (one: Attention, other: Attention): number => Date.parse(other.since) - Date.parse(one.since);
