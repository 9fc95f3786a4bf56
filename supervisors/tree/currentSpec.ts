import type { ChildSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { SupervisorNode } from "../node/node.ts";
import { hasChildren } from "../node/traits.ts";
import type { Tree } from "./tree.ts";

/** The specification of the running tree, including changes since its start. */
export const specOf = ({ name, root, jobs: { pools } }: Tree): TreeSpec => ({
  name,
  root: currentSpec(root),
  ...(Object.keys(pools).length === 0 ? {} : { pools }),
});

const currentSpec = (node: SupervisorNode): SupervisorNode["spec"] => ({
  ...node.spec,
  children: node.children.map((child): ChildSpec => (hasChildren(child) ? currentSpec(child) : child.spec)),
});
