import type { HashedChart } from "../tree/charts.ts";

/** A taken edge as the live channel has it. */
export interface NumberedEdge {
  /** Its index in the chart's list of edges. */
  readonly index: number;
  /** The paths of states. */
  readonly from: string;
  readonly to: string;
}

/** Finds edges by the kind of their node and their id. */
export type EdgeIndex = (kind: string, id: string) => NumberedEdge | undefined;

export const edgeIndexOf = (charts: ReadonlyArray<HashedChart>): EdgeIndex => {
  const known = new Map(
    charts.flatMap(({ kind, edges }) =>
      edges.map(({ id, source, target }, index): [string, NumberedEdge] => [
        `${kind} ${id}`,
        { index, from: source, to: target ?? source },
      ]),
    ),
  );
  return (kind, id) => known.get(`${kind} ${id}`);
};
