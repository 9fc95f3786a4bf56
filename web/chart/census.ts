import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import type { Tree } from "../live/Tree.ts";
import { isIn } from "../selection/filter.ts";

/** The number of nodes of a kind in each drawn state; a node in a substate counts for its ancestors, too. */
export type Census = ReadonlyMap<string, number>;

/** The nested states of all nodes of a kind, each with the number of nodes in it. */
const valuesOf = (tree: Tree, kind: string): ReadonlyMap<string, number> => {
  const values = new Map<string, number>();
  for (const i of tree.order) {
    const node = tree.node(i);
    if (node?.kind === kind) values.set(node.value, (values.get(node.value) ?? 0) + 1);
  }
  return values;
};

export const censusOf = ({ states }: Pick<ChartLayout, "states">, tree: Tree, kind: string): Census => {
  const values = [...valuesOf(tree, kind)];
  return new Map(
    states.map(({ id }) => [
      id,
      values.reduce((sum, [value, count]) => (isIn({ value }, id) ? sum + count : sum), 0),
    ]),
  );
};

/** The number of nodes of a kind. */
export const countOf = (tree: Tree, kind: string): number =>
  [...valuesOf(tree, kind).values()].reduce((sum, count) => sum + count, 0);
