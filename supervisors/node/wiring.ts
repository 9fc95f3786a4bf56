import type { Context, Runtime } from "effect";
import type { StateValue } from "xstate";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import type { Exit } from "../../src/domain/tree/Exit.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import type { Edge } from "../../src/domain/view/Edge.ts";
import type { LastExit } from "../../src/domain/view/NodeView.ts";
import { isLive } from "../../src/policy/states.ts";
import type { CrashPointHook } from "../../src/ports/home/CrashPoints.ts";
import type { Prober } from "../../src/ports/machine/Prober.ts";
import type { ProcessSpawner } from "../../src/ports/machine/ProcessSpawner.ts";
import type { Checks } from "../check/checks.ts";
import type { JobsOfTree } from "../jobs/JobsOfTree.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { QuotasOfTree } from "../resources/QuotasOfTree.ts";
import type { Observations } from "../samples/Observations.ts";
import type { HoldsOf } from "./holds.ts";
import type { Mailbox } from "./mailbox.ts";
import type { TreeNode } from "./node.ts";
import { hasProcess } from "./traits.ts";
import type { MachineClock, Now } from "./views/clock.ts";
import { memoryOf } from "./views/memory.ts";
import type { NodeChanges } from "./views/nodeChanges.ts";
import type { NodeViews } from "./views/nodeViews.ts";
import { outermostState, valuePath } from "./views/trace.ts";

/** The dependencies of every actor of a tree. */
export interface Wiring {
  readonly runtime: Runtime.Runtime<never>;
  readonly spawner: Context.Tag.Service<ProcessSpawner>;
  readonly prober: Context.Tag.Service<Prober>;
  readonly timers: MachineClock;
  readonly now: Now;
  /** A random number in [0, 1), for jitter. */
  readonly dice: () => number;
  readonly mailbox: Mailbox;
  readonly holdsOf: HoldsOf;
  readonly log: EventLog;
  readonly views: NodeViews;
  readonly changes: NodeChanges;
  readonly checks: Checks;
  readonly crashPoint: CrashPointHook;
  readonly jobs: JobsOfTree;
  readonly quotas: QuotasOfTree;
  readonly observations: Observations;
}

/** Why a node entered a state, and when, in ms since the epoch. */
export interface Entry {
  readonly run: number | null;
  readonly at: number;
  readonly reason: string;
  readonly by: PrincipalText;
  /** The exit of the run that it left; omitted if it left none. */
  readonly exit?: Exit;
}

/** An exit as it is stored in the journal, which does not say of an unknown one. */
const storedExit = (exit: Exit | undefined) => {
  if (exit === undefined || "unknown" in exit) return {};
  return { exit: "code" in exit ? { code: exit.code, signal: null } : { code: null, signal: exit.signal } };
};

/**
 * Record that a node has entered a state. `value`: the nested state of its chart; omitted if the chart itself has not
 * entered that state.
 */
export const enter = (
  node: TreeNode,
  to: ChildState,
  { at, exit, ...why }: Entry,
  { log }: Wiring,
  value?: string,
): void => {
  const from = node.trace.recorded;
  const since = new Date(at).toISOString();
  const edges = node.trace.entered(to, since);
  const nested = value === undefined ? {} : { value };
  const left = storedExit(exit);
  log.record({
    type: "transition",
    at: since,
    subject: node.path,
    from,
    to,
    ...why,
    ...left,
    ...nested,
    edges,
  });
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
  return {
    at: Math.min(heard, Math.max(Date.parse(since), Date.parse(lastExit.at))),
    exit: exitIn(lastExit),
  };
};

const exitIn = ({ code, signal, reason }: LastExit): Exit => {
  if (code !== null) return { code };
  return signal === null ? { unknown: reason } : { signal };
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
    entered: (state: ChildState, from: ChildState, entry: Entry) => void,
  ): OnStep =>
  (value, run, { reason, by }) => {
    const { trace, actor } = node;
    const { crashPoint } = wiring;
    changed(node, wiring, trace.stepped(actor.system.getSnapshot()._scheduledEvents));
    const [from, state] = [trace.recorded, outermostState(value)];
    if (state === from) return;
    const entry = { run, ...leaving(node, state, run, wiring), reason, by };
    enter(node, state, entry, wiring, valuePath(value));
    entered(state, from, entry);
    if (state === "backoff") crashPoint("backoff.begun");
    if (from === "backoff" && state === "starting") crashPoint("backoff.over");
  };
