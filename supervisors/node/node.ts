import type { Fiber, Scope } from "effect";
import type { ActorRefFrom } from "xstate";
import type { checkMachine } from "../../machines/check.ts";
import type { jobMachine } from "../../machines/job.ts";
import type { serviceMachine } from "../../machines/service.ts";
import type { supervisorMachine } from "../../machines/supervisor.ts";
import type { JobTally } from "../../src/domain/job/JobTally.ts";
import type { Run, RunOrigin } from "../../src/domain/Run.ts";
import type { RunOutcome } from "../../src/domain/RunOutcome.ts";
import type { CheckRecord } from "../../src/domain/stored/CheckRecord.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { CheckSpec, JobSpec, ServiceSpec, SupervisorSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { ProbeName } from "../../src/domain/tree/ProbeSpec.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import type { RestartReason, Tally } from "../../src/domain/tree/Tally.ts";
import type { JobFields } from "../../src/domain/view/JobView.ts";
import type { LastExit } from "../../src/domain/view/NodeView.ts";
import type { Member } from "../../src/policy/restart/roster.ts";
import type { RunningProcess } from "../../src/ports/machine/ProcessSpawner.ts";
import type { Watched } from "../watch/Watched.ts";
import { byId } from "./byId.ts";
import type { ProbeAttempts } from "./service/probeAttempts.ts";
import type { Trace } from "./views/trace.ts";

interface CommonNode {
  readonly path: ChildPath;
  readonly parent: SupervisorNode | null;
  /** Everything the node holds; closed when the node is removed or the tree ends. */
  readonly scope: Scope.CloseableScope;
  /** The outermost state of its chart. */
  readonly state: ChildState;
  /** Its way through the chart: since when it is in its state, the edges taken, and the timers set. */
  readonly trace: Trace;
  /** Its counts, over all daemons that had this tree. */
  tally: Tally;
}

/** A supervised process: its chart, and its runtime state. */
export interface ServiceNode extends CommonNode {
  readonly kind: "service";
  /** For a slot of a job: the supervisor of the job. */
  readonly parent: SupervisorNode;
  /** The job that it is a slot of; null: it is a child of its supervisor. */
  readonly job: JobNode | null;
  /** The current declaration; a live run may have been started with an older one. */
  spec: ServiceSpec;
  readonly actor: ActorRefFrom<typeof serviceMachine>;
  process: RunningProcess | null;
  /** The last run that was sent its stop signal. */
  askedRun: number | null;
  lastRun: number;
  /** The run with which this daemon begins to count: later ones started by the system are restarts. */
  firstRun: number;
  /** Automatic restarts so far, over all daemons that had this tree. */
  restarts: number;
  lastExit: LastExit | null;
  /** The reason of its last pause; null if no daemon of this version has seen it. */
  pausedFor: RestartReason | null;
  /** The attempts of its probes while there are any. */
  probing: Fiber.RuntimeFiber<unknown> | null;
  readonly attempts: Map<ProbeName, ProbeAttempts>;
  /** The hook in progress, while the chart waits for one. */
  hooking: Fiber.RuntimeFiber<unknown> | null;
  /** What the before_start hook of the run to be started has printed. */
  preface: ReadonlyArray<string>;
  /** What its start waits for in the system, such as a busy port; null: nothing is known to be in its way. */
  inTheWay: string | null;
  /** Watches its files; null if it declares none. */
  watched: Watched | null;
  /** Why its last start failed, as far as the reason does not say it; null if there is nothing to add. */
  whyNotRun: string | null;
  /** Why limits of its last run were not enforced; null: all were. */
  whyUnenforced: string | null;
  /** Its run in the history, until that has ended. */
  openRun: Run | null;
  /** What its next run is started for; null: as the rules of supervision say. */
  startedFor: RunOrigin | null;
  /** The outcome of its current run, whatever its exit is; null: as its exit says. */
  endsAs: Exclude<RunOutcome, "running"> | null;
}

/** A job: its chart, and its slots, in which its runs go. What it does is decided by `jobs/JobEngine.ts`. */
export interface JobNode extends CommonNode {
  readonly kind: "job";
  readonly parent: SupervisorNode;
  spec: JobSpec;
  readonly actor: ActorRefFrom<typeof jobMachine>;
  slots: ReadonlyArray<ServiceNode>;
  /** What its view shows of the decisions about it, at the last of them. */
  shown: Omit<JobFields, "path">;
  /** What it has come to so far. */
  counted: JobTally;
}

/** A supervisor: its chart, and its children in start order. */
export interface SupervisorNode extends CommonNode {
  readonly kind: "supervisor";
  spec: SupervisorSpec;
  readonly actor: ActorRefFrom<typeof supervisorMachine>;
  children: ReadonlyArray<TreeNode>;
}

/** A job that runs elsewhere and reports: its chart, and what follows from its reports. */
export interface CheckNode extends CommonNode {
  readonly kind: "check";
  readonly parent: SupervisorNode;
  spec: CheckSpec;
  readonly actor: ActorRefFrom<typeof checkMachine>;
  record: CheckRecord;
  /** When the last report arrived, ms since the epoch. */
  lastReportAt: number | null;
  /** When its time was last looked at, ms since the epoch; null while it is stopped. */
  seenAt: number | null;
  timer: number | null;
  /** Ends that it is looked at from time to time; null while it is stopped. */
  unwatch: (() => void) | null;
}

export type TreeNode = ServiceNode | SupervisorNode | CheckNode | JobNode;

/** Why a node is in its state. */
export const reasonOf = (node: TreeNode): string => node.actor.getSnapshot().context.reason;

/** The states that a start and a stop have to reach. */
export const upStates: ReadonlyArray<ChildState> = ["running", "finished"];
export const downStates: ReadonlyArray<ChildState> = ["stopped"];

/** Whether its children may run. */
export const isUp = ({ state }: TreeNode): boolean => state === "running" || state === "starting";

const childIn = byId(({ spec }: TreeNode) => spec.id);
const memberIn = byId(({ id }: Member) => id);

/** The child with this id. */
export const childOf = ({ children }: SupervisorNode, id: string): TreeNode | undefined =>
  childIn(children, id);

/** The supervisor's record of this child; undefined for the root, and for the slots of jobs. */
export const memberOf = (node: TreeNode): Member | undefined =>
  node.parent ? memberIn(node.parent.actor.getSnapshot().context.children, node.spec.id) : undefined;

/** The desired state. The root is wanted up unless it was stopped. */
export const wantedOf = (node: TreeNode) =>
  memberOf(node)?.wanted ?? (node.state === "stopped" || node.state === "stopping" ? "down" : "up");
