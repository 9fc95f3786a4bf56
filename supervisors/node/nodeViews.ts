import type { Edge } from "../../src/domain/view/Edge.ts";
import type { NodeView, ServiceView, SupervisorView } from "../../src/domain/view/NodeView.ts";
import type { ServiceNode, SupervisorNode, TreeNode } from "./node.ts";

/** Where nodes are seen from outside (view/views.ts). */
export interface NodeViews {
  /** The number of the last change of any node. */
  readonly seq: number;
  /** A node as it is seen now: the same object until something of it changes. */
  of(node: ServiceNode): ServiceView;
  of(node: SupervisorNode): SupervisorView;
  of(node: TreeNode): NodeView;
  /** Something that is seen of a node has changed, by these edges of its chart or otherwise. */
  changed(node: TreeNode, edges?: ReadonlyArray<Edge>): void;
  /** It is not in the tree any more. */
  removed(node: TreeNode): void;
}
