import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import type { TreeNode } from "../node.ts";

type Listener = () => void;
type DeclarationListener = (node: TreeNode, is: "there" | "gone") => void;

/** Calls listeners when a node, or anything at or under a node, has changed. */
export class NodeChanges {
  readonly #of = new Map<ChildPath, Set<Listener>>();
  readonly #within = new Map<ChildPath, Set<Listener>>();
  readonly #any = new Set<(node: TreeNode) => void>();
  readonly #declared = new Set<DeclarationListener>();

  /** Listen to the node at a path itself, whether or not there is one now. Returns how to stop. */
  of(path: ChildPath, listener: Listener): () => void {
    return added(this.#of, path, listener);
  }

  /** Listen to the node at a path and all nodes under it. Returns how to stop. */
  within(path: ChildPath, listener: Listener): () => void {
    return added(this.#within, path, listener);
  }

  /** Listen to all nodes, for as long as the tree exists. */
  any(listener: (node: TreeNode) => void): void {
    this.#any.add(listener);
  }

  /** Listen to changes of declarations, and of which nodes there are, for as long as the tree exists. */
  declared(listener: DeclarationListener): void {
    this.#declared.add(listener);
  }

  /** A node is new, or has another declaration, which says nothing about those under it; or it is gone with them. */
  redeclared(node: TreeNode, is: "there" | "gone"): void {
    for (const listener of this.#declared) listener(node, is);
  }

  changed(node: TreeNode): void {
    call(this.#of.get(node.path));
    if (this.#within.size > 0)
      for (let at: TreeNode | null = node; at !== null; at = at.parent) call(this.#within.get(at.path));
    for (const listener of this.#any) listener(node);
  }
}

const added = (listeners: Map<ChildPath, Set<Listener>>, path: ChildPath, listener: Listener) => {
  const those = listeners.get(path) ?? new Set();
  listeners.set(path, those.add(listener));
  return (): void => {
    those.delete(listener);
    if (those.size === 0 && listeners.get(path) === those) listeners.delete(path);
  };
};

/** A listener may stop listening, or add others. */
const call = (listeners: ReadonlySet<Listener> | undefined): void => {
  if (listeners) for (const listener of [...listeners]) listener();
};
