import type { Scope } from "effect";
import type { ActorRefFrom } from "xstate";
import type { serviceMachine } from "../machines/service.ts";
import type { supervisorMachine } from "../machines/supervisor.ts";
import type { ChildPath } from "../src/domain/ChildPath.ts";
import type { ServiceSpec, SupervisorSpec } from "../src/domain/ChildSpec.ts";
import type { ChildState } from "../src/domain/State.ts";
import type { LastExit } from "../src/domain/Status.ts";
import type { Member } from "../src/policy/roster.ts";
import type { RunningProcess } from "../src/ports/ProcessSpawner.ts";
import { byId } from "./byId.ts";

interface CommonNode {
  readonly path: ChildPath;
  readonly parent: SupervisorNode | null;
  /** Everything the node holds; closed when the node is removed or the tree ends. */
  readonly scope: Scope.CloseableScope;
  state: ChildState;
  /** Wall time, ISO 8601: since when it is in its state, and when the next start or SIGKILL is due. */
  since: string;
  nextAttemptAt: string | null;
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
  killAt: string | null;
}

/** A supervisor: its chart, and its children in start order. */
export interface SupervisorNode extends CommonNode {
  readonly kind: "supervisor";
  spec: SupervisorSpec;
  readonly actor: ActorRefFrom<typeof supervisorMachine>;
  children: ReadonlyArray<TreeNode>;
}

export type TreeNode = ServiceNode | SupervisorNode;

/** A node and all under it, a parent before its children. */
export const withDescendants = (node: TreeNode): ReadonlyArray<TreeNode> =>
  node.kind === "service" ? [node] : [node, ...node.children.flatMap(withDescendants)];

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
