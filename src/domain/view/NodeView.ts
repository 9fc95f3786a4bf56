/**
 * What the outside sees of a node: the one projection of its chart that status, explain, the memory of the next daemon,
 * the live channel and the dashboard are made from. A view holds states and moments only, nothing that changes merely
 * because time passes: whoever shows it counts from the moments.
 */
import { Schema } from "effect";
import { type ChildKind, Strategy } from "../tree/ChildSpec.ts";
import { childStates } from "../tree/State.ts";
import { commandNames } from "./commandNames.ts";
import { Edge } from "./Edge.ts";

/** A moment: ISO 8601, UTC, milliseconds. */
const Moment = Schema.String;

/** A timer that the chart has set, by its name there, and when it fires. */
export const DueTimer = Schema.Struct({ timer: Schema.String, at: Moment });
export type DueTimer = typeof DueTimer.Type;

/** How a run ended, for people and scripts (CLI.md, `last_exit`). */
export const LastExit = Schema.Struct({
  run: Schema.Int,
  code: Schema.NullOr(Schema.Int),
  signal: Schema.NullOr(Schema.String),
  reason: Schema.String,
  at: Moment,
}).annotations({ identifier: "LastExit" });
export type LastExit = typeof LastExit.Type;

/** What all nodes have. */
const common = {
  path: Schema.String,
  /** The outermost state of its chart. */
  state: Schema.Literal(...childStates),
  /** The whole of it: `stopping.killing`. */
  value: Schema.String,
  /** Since when it is in this state. */
  since: Moment,
  /** Why it is in this state, in a few words, and who brought it there. */
  reason: Schema.String,
  by: Schema.String,
  wanted: Schema.Literal("up", "down"),
  /** When the next start is tried, where one is due. */
  next_attempt_at: Schema.NullOr(Moment),
  due: Schema.Array(DueTimer),
  /** The commands that are not refused now. One that has nothing to do, as a start of what runs, is not refused. */
  allowed: Schema.Array(Schema.Literal(...commandNames)),
  /** Failures in a row, as its supervisor counts them. */
  consecutive_failures: Schema.Int,
  /** The number of its last change, in the order of all changes of the tree. */
  seq: Schema.Int,
};

/** A port that a run listens on; the name is null for the only one. */
const Port = Schema.Struct({ name: Schema.NullOr(Schema.String), port: Schema.Int });

export const ServiceView = Schema.Struct({
  ...common,
  kind: Schema.Literal("service"),
  health: Schema.Literal("unknown", "healthy", "unhealthy"),
  /** Null without a process. */
  pid: Schema.NullOr(Schema.Int),
  /** The current or last run; null before the first. */
  run: Schema.NullOr(Schema.Int),
  /** Automatic restarts so far, over all daemons that had this tree. */
  restarts: Schema.Int,
  /** What it listens on; of a run that does not exist, the ports that are declared by number. */
  ports: Schema.optionalWith(Schema.Array(Port), { exact: true }),
  last_exit: Schema.NullOr(LastExit),
  /** While stopping: when the polite request turns into SIGKILL. */
  kill_at: Schema.NullOr(Moment),
  /** Until its start is complete: what that takes, and within how many ms (null: any). */
  ready: Schema.optionalWith(
    Schema.Struct({ when: Schema.String, timeout_ms: Schema.NullOr(Schema.Number) }),
    { exact: true },
  ),
}).annotations({ identifier: "ServiceView" });
export type ServiceView = typeof ServiceView.Type;

export const SupervisorView = Schema.Struct({
  ...common,
  kind: Schema.Literal("supervisor"),
  strategy: Strategy,
  intensity: Schema.Int,
  period_ms: Schema.Number,
}).annotations({ identifier: "SupervisorView" });
export type SupervisorView = typeof SupervisorView.Type;

export const NodeView = Schema.Union(ServiceView, SupervisorView).annotations({ identifier: "NodeView" });
export type NodeView = typeof NodeView.Type;

export type ViewOf<Kind extends ChildKind> = Extract<NodeView, { readonly kind: Kind }>;

/** All nodes at one moment, in document order, a parent before its children; the root first. */
export const ViewsSnapshot = Schema.Struct({
  /** Names the sequence of numbers: those of another daemon mean something else. */
  epoch: Schema.String,
  /** The number of the last change that is in the views. */
  seq: Schema.Int,
  views: Schema.Array(NodeView),
});
export type ViewsSnapshot = typeof ViewsSnapshot.Type;

/** What a node has come to since a listener last heard of it. */
export const NodeChange = Schema.Struct({
  seq: Schema.Int,
  path: Schema.String,
  /** The edges that its chart has taken meanwhile, the newest of them where there are very many. */
  edges: Schema.Array(Edge),
  /** As it is now; null where it is not in the tree any more. */
  view: Schema.NullOr(NodeView),
});
export type NodeChange = typeof NodeChange.Type;
