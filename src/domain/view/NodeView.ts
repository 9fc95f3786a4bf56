/**
 * The public view of a node: the only projection of its chart, from which status, explain, the memory for the next
 * daemon, the live channel and the dashboard are made. A view contains states and moments only, nothing that changes
 * merely because time passes: its readers calculate durations from the moments.
 */
import { Schema } from "effect";
import { checkStates } from "../tree/CheckState.ts";
import { type ChildKind, Strategy } from "../tree/ChildSpec.ts";
import { Condition } from "../tree/Dependency.ts";
import { childStates, healths } from "../tree/State.ts";
import { commandNames } from "./commandNames.ts";
import { Edge } from "./Edge.ts";
import { jobFields } from "./JobView.ts";

/** A moment: ISO 8601, UTC, milliseconds. */
const Moment = Schema.String;

/** A timer that the chart has set: its name in the chart, and when it fires. */
export const DueTimer = Schema.Struct({ timer: Schema.String, at: Moment });
export type DueTimer = typeof DueTimer.Type;

/** How a run ended, for users and scripts (CLI.md, `last_exit`). */
export const LastExit = Schema.Struct({
  run: Schema.Int,
  code: Schema.NullOr(Schema.Int),
  signal: Schema.NullOr(Schema.String),
  reason: Schema.String,
  at: Moment,
}).annotations({ identifier: "LastExit" });
export type LastExit = typeof LastExit.Type;

/** What the starts of a node wait for: another child, anywhere in the tree, and what it has to reach. */
export const AwaitedView = Schema.Struct({ child: Schema.String, until: Condition });

/** The fields of all nodes. */
const common = {
  path: Schema.String,
  /** The outermost state of its chart. */
  state: Schema.Literal(...childStates),
  /** The whole nested state: `stopping.killing`. */
  value: Schema.String,
  /** When it entered this state. */
  since: Moment,
  /** Why it is in this state, in a few words, and who caused that. */
  reason: Schema.String,
  by: Schema.String,
  wanted: Schema.Literal("up", "down"),
  /** When the next start is due; null if none is. */
  next_attempt_at: Schema.NullOr(Moment),
  due: Schema.Array(DueTimer),
  /** The commands that are not refused now, including those without effect, such as a start of a running service. */
  allowed: Schema.Array(Schema.Literal(...commandNames)),
  /** What its starts wait for, by its own declaration; left out if that is nothing. */
  after: Schema.optionalWith(Schema.Array(AwaitedView), { exact: true }),
  /** Consecutive failures, as its supervisor counts them. */
  consecutive_failures: Schema.Int,
  /** The number of its last change, in the order of all changes of the tree. */
  seq: Schema.Int,
};

/** A probe of a service: what it checks, and what its attempts in this run amount to. */
const ProbeView = Schema.Struct({
  probe: Schema.Literal("startup", "ready", "live"),
  /** `GET http://127.0.0.1:3000/healthz`. */
  checks: Schema.String,
  verdict: Schema.Literal("unknown", "passing", "failing"),
  /** Consecutive failures. */
  failures: Schema.Int,
  /** The number of failures at which it fails; null: none, it is tried until it passes. */
  fail_after: Schema.NullOr(Schema.Int),
  /** What the last failure found; null if the last attempt succeeded, or there was none. */
  message: Schema.NullOr(Schema.String),
}).annotations({ identifier: "ProbeView" });
export type ProbeView = typeof ProbeView.Type;

/** A port that a run listens on; the name is null for the only one. */
const Port = Schema.Struct({ name: Schema.NullOr(Schema.String), port: Schema.Int });

export const ServiceView = Schema.Struct({
  ...common,
  kind: Schema.Literal("service"),
  health: Schema.Literal(...healths),
  /** Null without a process. */
  pid: Schema.NullOr(Schema.Int),
  /** The current or last run; null before the first. */
  run: Schema.NullOr(Schema.Int),
  /** Automatic restarts so far, over all daemons that had this tree. */
  restarts: Schema.Int,
  /** The ports that it listens on; without a run, those that are declared by number. */
  ports: Schema.optionalWith(Schema.Array(Port), { exact: true }),
  /** Its probes, if it declares any. */
  probes: Schema.optionalWith(Schema.Array(ProbeView), { exact: true }),
  /** What does not work although it is declared, such as the watch of its files; left out if all does. */
  notices: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
  last_exit: Schema.NullOr(LastExit),
  /** While stopping: when SIGKILL follows the stop signal. */
  kill_at: Schema.NullOr(Moment),
  /** Why limits of all its processes together are not enforced; left out if all that are declared are, or without a run. */
  unenforced: Schema.optionalWith(Schema.String, { exact: true }),
  /** Until its start is complete: the condition, and its timeout in ms (null: none). */
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

export const CheckView = Schema.Struct({
  ...common,
  kind: Schema.Literal("check"),
  /** What its reports say: healthy while it is up or started, unhealthy while it is late or down. */
  health: Schema.Literal("unknown", "healthy", "unhealthy"),
  /** The state that follows from its reports; null while it is stopped. */
  check: Schema.NullOr(Schema.Literal(...checkStates)),
  /** Consecutive failures: missed times, runs that took too long, and reports of a failure. */
  failures: Schema.Int,
  /** The number of failures at which it goes down. */
  fail_after: Schema.Int,
  /** When the last report arrived; null before the first. */
  last_report_at: Schema.NullOr(Moment),
  /** When the next report is expected, and until when it is in time; null if none is expected. */
  expected_at: Schema.NullOr(Moment),
  deadline_at: Schema.NullOr(Moment),
  /** The number of runs that have started and not ended. */
  open_runs: Schema.Int,
  /** When the pause ends by itself; null: it does not, or there is none. */
  paused_until: Schema.NullOr(Moment),
}).annotations({ identifier: "CheckView" });
export type CheckView = typeof CheckView.Type;

export const JobView = Schema.Struct({
  ...common,
  kind: Schema.Literal("job"),
  ...jobFields,
}).annotations({ identifier: "JobView" });
export type JobView = typeof JobView.Type;

export const NodeView = Schema.Union(ServiceView, SupervisorView, CheckView, JobView).annotations({
  identifier: "NodeView",
});
export type NodeView = typeof NodeView.Type;

export type ViewOf<Kind extends ChildKind> = Extract<NodeView, { readonly kind: Kind }>;

/** A snapshot of all nodes in document order, a parent before its children; the root first. */
export const ViewsSnapshot = Schema.Struct({
  /** Identifies the sequence of numbers, since each daemon has its own. */
  epoch: Schema.String,
  /** The number of the last change in the snapshot. */
  seq: Schema.Int,
  views: Schema.Array(NodeView),
});
export type ViewsSnapshot = typeof ViewsSnapshot.Type;

/** The changes of a node that a listener has not received yet. */
export const NodeChange = Schema.Struct({
  seq: Schema.Int,
  path: Schema.String,
  /** The edges that its chart has taken since, or the newest ones if there are very many. */
  edges: Schema.Array(Edge),
  /** The current view; null if the node is no longer in the tree. */
  view: Schema.NullOr(NodeView),
});
export type NodeChange = typeof NodeChange.Type;
