import type { NodeRecord } from "../live/protocol.ts";

type Declaring = Pick<NodeRecord, "path" | "after">;

/** All nodes of a tree. */
export interface Nodes<Node extends Declaring = Declaring> {
  /** Their numbers, in document order. */
  readonly order: ReadonlyArray<number>;
  readonly node: (i: number) => Node | undefined;
  readonly at: (path: string) => Node | undefined;
}

/** A node that waits for another one, and the dependencies by which it does. */
interface Dependant<Node extends Declaring> {
  readonly node: Node;
  readonly on: NonNullable<NodeRecord["after"]>;
}

const isWithin = (root: string, path: string): boolean =>
  root === "" || path === root || path.startsWith(`${root}/`) || path.startsWith(`${root}#`);

/** The nodes elsewhere that wait for this node, or for one under it, by their own declarations. */
export const dependantsIn = <Node extends Declaring>(
  { order, node }: Omit<Nodes<Node>, "at">,
  path: string,
): ReadonlyArray<Dependant<Node>> =>
  order.flatMap((i) => {
    const other = node(i);
    if (other === undefined || isWithin(path, other.path)) return [];
    const on = (other.after ?? []).filter(({ child }) => isWithin(path, child));
    return on.length === 0 ? [] : [{ node: other, on }];
  });
