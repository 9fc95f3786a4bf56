import type { Edge } from "../../../src/domain/view/Edge.ts";
import type { CheckView, NodeView, ServiceView, SupervisorView } from "../../../src/domain/view/NodeView.ts";
import type { CheckNode, ServiceNode, SupervisorNode, TreeNode } from "../node.ts";

/** The views of nodes, for code outside the tree (view/views.ts). */
export interface NodeViews {
  /** The number of the last change of any node. */
  readonly seq: number;
  /** The current view of a node: the same object until something in it changes. */
  of(node: ServiceNode): ServiceView;
  of(node: SupervisorNode): SupervisorView;
  of(node: CheckNode): CheckView;
  of(node: TreeNode): NodeView;
  /** Report that the view of a node has changed, by these edges of its chart or otherwise. */
  changed(node: TreeNode, edges?: ReadonlyArray<Edge>): void;
  /** Report that a node was removed from the tree. */
  removed(node: TreeNode): void;
}
