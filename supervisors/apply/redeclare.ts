import { Runtime } from "effect";
import type { ChildSpec } from "../../src/domain/ChildSpec.ts";
import type { ServiceNode, SupervisorNode, TreeNode } from "../node.ts";
import { rulesFor } from "../supervisorNode.ts";
import type { Tree } from "../tree.ts";
import type { Declared } from "./declared.ts";

/** Give a node another declaration: it goes by it from now on, and no process is touched. */
export const redeclare = ({ wiring: { post, runtime } }: Tree, node: TreeNode, spec: ChildSpec): void => {
  if (node.kind === "service" && spec.kind === "service") {
    node.spec = spec;
    if (node.process) Runtime.runFork(runtime)(node.process.goBy(spec));
    post.letter(() => tellService(node));
  } else if (node.kind === "supervisor" && spec.kind === "supervisor") {
    node.spec = spec;
    post.letter(() => tellSupervisor(node));
  }
  const { parent } = node;
  if (parent) post.letter(() => tellSupervisor(parent));
};

const isLive = ({ state }: TreeNode): boolean =>
  state === "starting" || state === "running" || state === "stopping";

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
