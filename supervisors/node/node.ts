import type { Scope } from "effect";
import type { ActorRefFrom } from "xstate";
import type { serviceMachine } from "../../machines/service.ts";
import type { supervisorMachine } from "../../machines/supervisor.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ServiceSpec, SupervisorSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import type { RestartReason, Tally } from "../../src/domain/tree/Tally.ts";
import type { LastExit } from "../../src/domain/view/NodeView.ts";
import type { Member } from "../../src/policy/restart/roster.ts";
import type { RunningProcess } from "../../src/ports/ProcessSpawner.ts";
import { byId } from "./byId.ts";
import type { Trace } from "./trace.ts";

interface CommonNode {
  readonly path: ChildPath;
  readonly parent: SupervisorNode | null;
  /** Everything the node holds; closed when the node is removed or the tree ends. */
  readonly scope: Scope.CloseableScope;
  /** The outermost state of its chart. */
  readonly state: ChildState;
  /** Its way through the chart: since when, by which edges, and what is due. */
  readonly trace: Trace;
  /** What has been counted of it, over all daemons that had this tree. */
  tally: Tally;
}

/** A supervised process: its chart, and what the runtime holds for it. */
export interface ServiceNode extends CommonNode {
  readonly kind: "service";
  readonly parent: SupervisorNode;
  /** As it is declared now; a live run may have been started with an older one. */
  spec: ServiceSpec;
  readonly actor: ActorRefFrom<typeof serviceMachine>;
  process: RunningProcess | null;
  /** The last run that has been sent the signal to end. */
  askedRun: number | null;
  lastRun: number;
  /** The run that it was started with; the system's later ones are restarts. */
  firstRun: number;
  /** Automatic restarts so far, over all daemons that had this tree. */
  restarts: number;
  lastExit: LastExit | null;
  /** The reason of its last pause; null if no daemon of this version has seen it. */
  pausedFor: RestartReason | null;
  /** What is known besides its reason of a last start that could not be; null when there is nothing. */
  whyNotRun: string | null;
}

/** A supervisor: its chart, and its children in start order. */
export interface SupervisorNode extends CommonNode {
  readonly kind: "supervisor";
  spec: SupervisorSpec;
  readonly actor: ActorRefFrom<typeof supervisorMachine>;
  children: ReadonlyArray<TreeNode>;
}

export type TreeNode = ServiceNode | SupervisorNode;

/** Why it is in its state. */
export const reasonOf = (node: TreeNode): string => node.actor.getSnapshot().context.reason;

/** The states that a start, and a stop, has to reach. */
export const upStates: ReadonlyArray<ChildState> = ["running", "finished"];
export const downStates: ReadonlyArray<ChildState> = ["stopped"];

/** Whether its children may run. */
export const isUp = ({ state }: TreeNode): boolean => state === "running" || state === "starting";

const childIn = byId(({ spec }: TreeNode) => spec.id);
const memberIn = byId(({ id }: Member) => id);

/** The child with this id. */
export const childOf = ({ children }: SupervisorNode, id: string): TreeNode | undefined =>
  childIn(children, id);

/** What the parent remembers of this child; undefined for the root. */
export const memberOf = (node: TreeNode): Member | undefined =>
  node.parent ? memberIn(node.parent.actor.getSnapshot().context.children, node.spec.id) : undefined;

/** What a person wants of it. The root is wanted up unless it was stopped. */
export const wantedOf = (node: TreeNode) =>
  memberOf(node)?.wanted ?? (node.state === "stopped" || node.state === "stopping" ? "down" : "up");
