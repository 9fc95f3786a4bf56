import type { Context, Runtime } from "effect";
import type { Principal } from "../src/domain/Event.ts";
import { type ChildState, childStates } from "../src/domain/State.ts";
import { passing } from "../src/domain/Step.ts";
import type { Roster } from "../src/policy/roster.ts";
import type { ProcessSpawner } from "../src/ports/ProcessSpawner.ts";
import type { MachineClock, Now } from "./clock.ts";
import type { EventLog } from "./eventLog.ts";
import { memoryOf } from "./memory.ts";
import { childOf, type TreeNode } from "./node.ts";
import type { Post } from "./post.ts";

/** What every actor of a tree is wired to. */
export interface Wiring {
  readonly runtime: Runtime.Runtime<never>;
  readonly spawner: Context.Tag.Service<ProcessSpawner>;
  readonly timers: MachineClock;
  readonly now: Now;
  /** A random number in [0, 1), for jitter. */
  readonly dice: () => number;
  readonly post: Post;
  readonly log: EventLog;
}

/** Why a node is in another state now, and since when, ms since the epoch. */
interface Entry {
  readonly run: number | null;
  readonly at: number;
  readonly reason: string;
  readonly by: Principal;
}

/** A node is in another state, which begins where its last one has ended: the journal says so. */
export const enter = (node: TreeNode, to: ChildState, { at, ...why }: Entry, { log }: Wiring): void => {
  const from = node.state;
  const since = new Date(at).toISOString();
  node.state = to;
  node.since = since;
  node.nextAttemptAt = null;
  log.record({ type: "transition", at: since, subject: node.path, from, to, ...why });
};

const liveStates: ReadonlyArray<ChildState> = ["starting", "running", "stopping"];

/** When a node has left its state: when its run ended, if that is why, and not when that was heard of. */
const leftAt = (node: TreeNode, to: ChildState, run: number | null, { now }: Wiring): number => {
  const heard = Date.parse(now.wall());
  if (node.kind === "supervisor" || node.lastExit?.run !== run) return heard;
  if (!liveStates.includes(node.state) || liveStates.includes(to)) return heard;
  return Math.min(heard, Math.max(Date.parse(node.since), Date.parse(node.lastExit.at)));
};

/** Follow a node from state to state: remember since when, and write the transition into the log. */
export const recordTransitions = (
  node: TreeNode,
  wiring: Wiring,
  entered: (state: ChildState, by: Principal) => void,
): void => {
  const { now, log } = wiring;
  const note = (
    value: unknown,
    run: number | null,
    { reason, by }: { reason: string; by: Principal },
  ): void => {
    const state = topState(value);
    log.remember(node.path, () => memoryOf(node, now));
    if (state === node.state) return;
    const from = node.state;
    enter(node, state, { run, at: leftAt(node, state, run, wiring), reason, by }, wiring);
    entered(state, by);
    if (state === "backoff") passing("pause.begun");
    if (from === "backoff" && state === "starting") passing("pause.over");
  };
  if (node.kind === "service") {
    node.actor.subscribe(({ value, context }) => note(value, context.run, context));
  } else {
    let known: Roster = node.actor.getSnapshot().context.children;
    node.actor.subscribe(({ value, context }) => {
      note(value, null, context);
      // What a supervisor remembers of a child is written with the child.
      const before = known;
      known = context.children;
      if (known === before) return;
      for (const [index, member] of known.entries()) {
        const child = member === before[index] ? undefined : childOf(node, member.id);
        if (child) log.remember(child.path, () => memoryOf(child, now));
      }
    });
  }
};

/** Wall time `ms` from now, ISO 8601. */
export const inFuture = (now: Now, ms: number): string => new Date(Date.parse(now.wall()) + ms).toISOString();

/** The outermost state of a chart's value. */
const topState = (value: unknown): ChildState => {
  const top = typeof value === "string" ? value : Object.keys(value ?? {})[0];
  const state = childStates.find((known) => known === top);
  if (state === undefined) throw new Error(`no child can be in the state ${top}`);
  return state;
};
