import { Effect, type Scope } from "effect";
import type { ChildCommand } from "../machines/childProtocol.ts";
import type { ChildPath } from "../src/domain/tree/ChildPath.ts";
import type { ChildKind, SpecOf } from "../src/domain/tree/ChildSpec.ts";
import { checkResumePoint, resumeCheck } from "./adoption/check.ts";
import type { Findings, ResumePoint } from "./adoption/findings.ts";
import { jobResumePoint, resumeJob } from "./adoption/job.ts";
import { resumeService, serviceResumePoint } from "./adoption/service.ts";
import { resumeSupervisor, supervisorResumePoint } from "./adoption/supervisor.ts";
import { type From, updateService, updateSupervisor } from "./apply/update.ts";
import { commandCheck, makeCheckNode, updateCheck } from "./check/checkNode.ts";
import { commandJob, makeJobNode, updateJob } from "./jobs/jobNode.ts";
import type { SupervisorNode, TreeNode } from "./node/node.ts";
import { commandService, makeServiceNode } from "./node/service/serviceNode.ts";
import { commandSupervisor, makeSupervisorNode } from "./node/supervisorNode.ts";
import type { NodeOf } from "./node/traits.ts";
import type { Wiring } from "./node/wiring.ts";

/** The inputs for creating a node, apart from its specification. */
interface Surroundings {
  readonly parent: SupervisorNode;
  readonly scope: Scope.CloseableScope;
  /** The highest run number used so far, for each path that has no node now. */
  readonly lastRuns: ReadonlyMap<ChildPath, number>;
  readonly wiring: Wiring;
}

/** The runtime behaviour that differs between kinds of child; all other code checks traits. */
interface Kind<Spec, Node> {
  /** Create a node at rest. The caller adds the nodes of its children. */
  readonly make: (spec: Spec, around: Surroundings) => Node;
  /** Pass a command of the supervisor to the node's chart. */
  readonly command: (node: Node, order: ChildCommand, wiring: Wiring) => void;
  /** Make the node's chart and its run follow a changed declaration; no process is touched. */
  readonly update: (node: Node, spec: Spec, from: From, wiring: Wiring) => void;
  /** Where a node resumes after an earlier daemon; null: it starts anew. Children are asked before their supervisor. */
  readonly resumePoint: (node: Node, findings: Findings) => Effect.Effect<ResumePoint | null>;
  readonly resume: (node: Node, point: ResumePoint, findings: Findings) => void;
}

const kinds: { readonly [Each in ChildKind]: Kind<SpecOf<Each>, NodeOf<Each>> } = {
  service: {
    make: (spec, { parent, scope, lastRuns, wiring }) =>
      makeServiceNode(spec, parent, scope, lastRuns, wiring),
    command: commandService,
    update: updateService,
    resumePoint: serviceResumePoint,
    resume: resumeService,
  },
  supervisor: {
    make: (spec, { parent, scope, wiring }) => makeSupervisorNode(spec, parent, scope, command, wiring),
    command: commandSupervisor,
    update: updateSupervisor,
    resumePoint: (node, findings) => Effect.sync(() => supervisorResumePoint(node, findings)),
    resume: resumeSupervisor,
  },
  check: {
    make: (spec, { parent, scope, wiring }) => makeCheckNode(spec, parent, scope, wiring),
    command: commandCheck,
    update: (node, spec, _from, wiring) => updateCheck(node, spec, wiring),
    resumePoint: (node, { memories }) => Effect.sync(() => checkResumePoint(memories.get(node.path))),
    resume: resumeCheck,
  },
  job: {
    make: (spec, { parent, scope, lastRuns, wiring }) => makeJobNode(spec, parent, scope, lastRuns, wiring),
    command: commandJob,
    update: updateJob,
    resumePoint: (node, findings) => Effect.sync(() => jobResumePoint(node, findings)),
    resume: resumeJob,
  },
};

export const kindOf = <Each extends ChildKind>({
  kind,
}: {
  readonly kind: Each;
}): Kind<SpecOf<Each>, NodeOf<Each>> => kinds[kind];

/** Pass a supervisor's command to one of its children, of any kind. */
export const command = (node: TreeNode, order: ChildCommand, wiring: Wiring): void =>
  kindOf(node).command(node, order, wiring);
