import type { ChildSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { SupervisorNode } from "../node/node.ts";
import { hasChildren } from "../node/traits.ts";
import type { Tree } from "./tree.ts";

/** The specification of the running tree, including changes since its start. */
export const specOf = (tree: Tree): TreeSpec => ({ name: tree.name, root: currentSpec(tree.root) });

const currentSpec = (node: SupervisorNode): SupervisorNode["spec"] => ({
  ...node.spec,
  children: node.children.map((child): ChildSpec => (hasChildren(child) ? currentSpec(child) : child.spec)),
});
