import type { Context, Runtime } from "effect";
import type { StateValue } from "xstate";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import type { Edge } from "../../src/domain/view/Edge.ts";
import { isLive } from "../../src/policy/states.ts";
import type { CrashPointHook } from "../../src/ports/CrashPoints.ts";
import type { ProcessSpawner } from "../../src/ports/ProcessSpawner.ts";
import type { JobsOfTree } from "../jobs/JobsOfTree.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { MachineClock, Now } from "./clock.ts";
import type { HoldsOf } from "./holds.ts";
import type { Mailbox } from "./mailbox.ts";
import { memoryOf } from "./memory.ts";
import type { TreeNode } from "./node.ts";
import type { NodeChanges } from "./nodeChanges.ts";
import type { NodeViews } from "./nodeViews.ts";
import { outermostState, valuePath } from "./trace.ts";
import { hasProcess } from "./traits.ts";

/** The dependencies of every actor of a tree. */
export interface Wiring {
  readonly runtime: Runtime.Runtime<never>;
  readonly spawner: Context.Tag.Service<ProcessSpawner>;
  readonly timers: MachineClock;
  readonly now: Now;
  /** A random number in [0, 1), for jitter. */
  readonly dice: () => number;
  readonly mailbox: Mailbox;
  readonly holdsOf: HoldsOf;
  readonly log: EventLog;
  readonly views: NodeViews;
  readonly changes: NodeChanges;
  readonly crashPoint: CrashPointHook;
  readonly jobs: JobsOfTree;
}

/** Why a node entered a state, and when, in ms since the epoch. */
interface Entry {
  readonly run: number | null;
  readonly at: number;
  readonly reason: string;
  readonly by: PrincipalText;
  /** The exit of the run that it left; omitted if it left none, or if the exit is unknown. */
  readonly exit?: { readonly code: number | null; readonly signal: string | null };
}

/**
 * Record that a node has entered a state. `value`: the nested state of its chart; omitted if the chart itself has not
 * entered that state.
 */
export const enter = (
  node: TreeNode,
  to: ChildState,
  { at, ...why }: Entry,
  { log }: Wiring,
  value?: string,
): void => {
  const from = node.trace.recorded;
  const since = new Date(at).toISOString();
  const edges = node.trace.entered(to, since);
  const nested = value === undefined ? {} : { value };
  log.record({ type: "transition", at: since, subject: node.path, from, to, ...why, ...nested, edges });
};

/**
 * When a node left its state, and the exit of its run if that was the cause: at the time of the exit, not of its
 * report.
 */
const leaving = (
  node: TreeNode,
  to: ChildState,
  run: number | null,
  { now }: Wiring,
): Pick<Entry, "at" | "exit"> => {
  const heard = Date.parse(now.wall());
  const lastExit = hasProcess(node) ? node.lastExit : null;
  if (lastExit?.run !== run) return { at: heard };
  const { recorded, since } = node.trace;
  if (!isLive(recorded) || isLive(to)) return { at: heard };
  const { at, code, signal } = lastExit;
  return {
    at: Math.min(heard, Math.max(Date.parse(since), Date.parse(at))),
    ...(code === null && signal === null ? {} : { exit: { code, signal } }),
  };
};

/** Have the memory of a node written with the next batch, in its state at that time. */
export const remember = (node: TreeNode, { log, views, now }: Wiring): void =>
  log.remember(node.path, () => memoryOf(node, views.of(node), now));

/** Store a change of a node: in its memory, and in its view. */
export const changed = (node: TreeNode, wiring: Wiring, edges: ReadonlyArray<Edge> = []): void => {
  remember(node, wiring);
  wiring.views.changed(node, edges);
};

/** Called after each step of a chart, with the run that it is about; null if it is about none. */
type OnStep = (
  value: StateValue,
  run: number | null,
  why: { readonly reason: string; readonly by: PrincipalText },
) => void;

/** Follow the steps of a node's chart: update its view and its memory, and record its transitions. */
export const recordSteps =
  (
    node: TreeNode,
    wiring: Wiring,
    entered: (state: ChildState, by: PrincipalText, from: ChildState) => void,
  ): OnStep =>
  (value, run, { reason, by }) => {
    const { trace, actor } = node;
    const { crashPoint } = wiring;
    changed(node, wiring, trace.stepped(actor.system.getSnapshot()._scheduledEvents));
    const [from, state] = [trace.recorded, outermostState(value)];
    if (state === from) return;
    enter(node, state, { run, ...leaving(node, state, run, wiring), reason, by }, wiring, valuePath(value));
    entered(state, by, from);
    if (state === "backoff") crashPoint("backoff.begun");
    if (from === "backoff" && state === "starting") crashPoint("backoff.over");
  };
