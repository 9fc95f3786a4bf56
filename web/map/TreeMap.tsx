import { useNavigate } from "@tanstack/react-router";
import { type MouseEvent, useMemo, useRef } from "react";
import type { Tree } from "../live/Tree.ts";
import { useTree } from "../live/useLive.ts";
import { toParam } from "../paths.ts";
import { SupervisorBox } from "./SupervisorBox.tsx";
import { useRovingCells } from "./useRovingCells.ts";

interface TreeMapProps {
  /** Only paths with this text. */
  readonly filter?: string;
}

/** How large cells are, by how many there are. */
const density = (count: number): "wide" | "middle" | "narrow" =>
  count <= 160 ? "wide" : count <= 500 ? "middle" : "narrow";

/** The supervisors directly under the root; what else is there is in the root's own box. */
const boxesOf = (tree: Tree): ReadonlyArray<number> =>
  tree.childrenOf(null).flatMap((top) => {
    const below = tree.childrenOf(top);
    const supervisors = below.filter((i) => tree.node(i)?.kind === "supervisor");
    const isPlain = tree.node(top)?.kind === "service" || supervisors.length < below.length;
    return isPlain ? [top, ...supervisors] : supervisors;
  });

/** The whole tree: a box for each supervisor, a cell for each service. Cells keep their places. */
export const TreeMap = ({ filter = "" }: TreeMapProps) => {
  const order = useTree((tree) => tree.order);
  const tree = useTree((one) => one);
  const boxes = useMemo(() => (order.length === 0 ? [] : boxesOf(tree)), [tree, order]);
  const count = useMemo(() => order.filter((i) => tree.node(i)?.kind === "service").length, [tree, order]);
  const ref = useRef<HTMLDivElement>(null);
  const onKeyDown = useRovingCells(ref);
  const navigate = useNavigate();
  const follow = (event: MouseEvent): void => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>("a.cell") : null;
    // With a modifier the browser opens a tab or a window.
    if (cell === null || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ to: "/children/$path", params: { path: toParam(cell.dataset.path ?? "") } });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are of the cells in it, which are links
    <div className="map" data-density={density(count)} ref={ref} onKeyDown={onKeyDown} onClick={follow}>
      {boxes.map((i) => (
        <SupervisorBox key={i} i={i} filter={filter} />
      ))}
    </div>
  );
};
