import type { NodeRecord } from "../live/protocol.ts";

interface Nodes {
  readonly order: ReadonlyArray<number>;
  readonly node: (i: number) => Pick<NodeRecord, "path" | "after"> | undefined;
}

const isWithin = (root: string, path: string): boolean =>
  root === "" || path === root || path.startsWith(`${root}/`) || path.startsWith(`${root}#`);

/** The nodes elsewhere that wait for this node, or for one under it, by their own declarations. */
export const dependantsIn = ({ order, node }: Nodes, path: string): ReadonlyArray<string> =>
  order.flatMap((i) => {
    const other = node(i);
    if (other === undefined || isWithin(path, other.path)) return [];
    return (other.after ?? []).some(({ child }) => isWithin(path, child)) ? [other.path] : [];
  });
