import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, type MouseEvent, use, useMemo, useRef } from "react";
import { isLeaf, type Tree } from "../live/Tree.ts";
import { useTree } from "../live/useLive.ts";
import { toParam } from "../paths.ts";
import { meets, type Token } from "../selection/filter.ts";
import { SelectionContext } from "../selection/useSelection.ts";
import type { MapFacts } from "./folding.ts";
import { SupervisorBox } from "./SupervisorBox.tsx";
import { useRovingCells } from "./useRovingCells.ts";

interface TreeMapProps {
  /** Nodes that do not match it are dimmed. */
  readonly filter?: ReadonlyArray<Token>;
}

const noFilter: ReadonlyArray<Token> = [];

/** The size of cells by their number. */
const density = (count: number): "wide" | "middle" | "narrow" =>
  count <= 160 ? "wide" : count <= 500 ? "middle" : "narrow";

/** The supervisors directly under the root; its other children are in the box of the root. */
const boxesOf = (tree: Tree): ReadonlyArray<number> =>
  tree.childrenOf(null).flatMap((top) => {
    const below = tree.childrenOf(top);
    const supervisors = below.filter((i) => tree.node(i)?.kind === "supervisor");
    const isPlain = tree.node(top)?.kind !== "supervisor" || supervisors.length < below.length;
    return isPlain ? [top, ...supervisors] : supervisors;
  });

const factsOf = (tree: Tree, order: ReadonlyArray<number>, filter: ReadonlyArray<Token>): MapFacts => {
  const leaves = order.flatMap((i) => tree.node(i) ?? []).filter(isLeaf);
  const found = filter.length === 0 ? null : leaves.filter((node) => meets(filter, node)).length;
  return { cells: leaves.length, found };
};

const cellAt = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("a.cell") : null;

const pathIn = ({ dataset }: HTMLElement): string => dataset.path ?? "";

/**
 * The whole tree: a box for each supervisor, a cell for each service, job and check. Cells keep their places. On a page with a
 * selection, Space selects a cell, and so does a click with Ctrl or Shift.
 */
export const TreeMap = ({ filter = noFilter }: TreeMapProps) => {
  const order = useTree((tree) => tree.order);
  const tree = useTree((one) => one);
  const boxes = useMemo(() => (order.length === 0 ? [] : boxesOf(tree)), [tree, order]);
  const map = useMemo(() => factsOf(tree, order, filter), [tree, order, filter]);
  const ref = useRef<HTMLDivElement>(null);
  const walk = useRovingCells(ref);
  const navigate = useNavigate();
  const selection = use(SelectionContext);
  const shownPaths = (): ReadonlyArray<string> =>
    [...(ref.current?.querySelectorAll<HTMLElement>(".cell:not(.out)") ?? [])].map(pathIn);
  const follow = (event: MouseEvent): void => {
    const cell = cellAt(event.target);
    if (cell === null) return;
    if (selection !== null && (event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      if (event.shiftKey) selection.extend(pathIn(cell), shownPaths());
      else selection.toggle(pathIn(cell));
      return;
    }
    // With a modifier, the browser opens a new tab or window.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ to: "/children/$path", params: { path: toParam(pathIn(cell)) } });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const cell = cellAt(event.target);
    if (event.key !== " " || cell === null || selection === null) walk(event);
    else {
      event.preventDefault();
      selection.toggle(pathIn(cell));
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are of the cells in it, which are links
    <div className="map" data-density={density(map.cells)} ref={ref} onKeyDown={onKeyDown} onClick={follow}>
      {boxes.map((i) => (
        <SupervisorBox key={i} i={i} filter={filter} map={map} />
      ))}
    </div>
  );
};
