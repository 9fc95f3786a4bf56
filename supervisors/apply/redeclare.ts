import { Runtime } from "effect";
import type { ChildSpec } from "../../src/domain/ChildSpec.ts";
import type { ServiceNode, SupervisorNode, TreeNode } from "../node.ts";
import { rulesFor } from "../supervisorNode.ts";
import type { Tree } from "../tree.ts";
import type { Declared } from "./declared.ts";

/**
 * Give a node another declaration: it goes by it from now on, and no process is touched. A service may go by it with
 * its next run only: the one that is about to be stopped for it is stopped as that was declared.
 */
export const redeclare = (tree: Tree, node: TreeNode, spec: ChildSpec, from: From = "now"): void => {
  if (node.kind === "service" && spec.kind === "service") {
    node.spec = spec;
    if (from === "now") tellRun(tree, node);
  } else if (node.kind === "supervisor" && spec.kind === "supervisor") {
    node.spec = spec;
    tree.wiring.post.letter(() => tellSupervisor(node));
  }
  const { parent } = node;
  if (parent) tree.wiring.post.letter(() => tellSupervisor(parent));
};

/** From when on a declaration holds. */
export type From = "now" | "next run";

const isLive = ({ state }: TreeNode): boolean =>
  state === "starting" || state === "running" || state === "stopping";

const tellRun = ({ wiring: { post, runtime } }: Tree, node: ServiceNode): void => {
  if (node.process) Runtime.runFork(runtime)(node.process.goBy(node.spec));
  post.letter(() => tellService(node));
};

/** A run becomes ready as it was to when it was started. */
const tellService = (node: ServiceNode): void => {
  const { ready } = node.actor.getSnapshot().context.rules;
  const rules = isLive(node) ? { ...node.spec, ready } : node.spec;
  node.actor.send({ type: "UPDATE", rules });
};

const tellSupervisor = (node: SupervisorNode): void => {
  const children = node.children.map(({ spec }) => rulesFor(spec));
  node.actor.send({ type: "UPDATE", rules: { ...node.spec, isRoot: node.parent === null }, children });
};

/** Bring a supervisor's children, and those below, into document order. */
export const arrange = (tree: Tree, node: SupervisorNode, declared: Declared): void => {
  const placeOf = (child: TreeNode): number =>
    node.spec.template ? Number(child.spec.id.slice(1)) : declared.placeOf(child.path);
  const ordered = [...node.children].sort((one, other) => placeOf(one) - placeOf(other));
  if (ordered.some((child, index) => child !== node.children[index])) {
    node.children = ordered;
    tree.wiring.post.letter(() => tellSupervisor(node));
  }
  for (const child of ordered) if (child.kind === "supervisor") arrange(tree, child, declared);
};
