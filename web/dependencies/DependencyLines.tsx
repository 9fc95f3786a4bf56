import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Tree } from "../live/Tree.ts";
import { useTree } from "../live/useLive.ts";
import { lineBetween, type Place } from "./lines.ts";
import { type Relation, relationsIn } from "./related.ts";
import "./lines.css";

interface Line extends Relation {
  /** A path of SVG. */
  readonly path: string;
}

interface Drawn {
  readonly lines: ReadonlyArray<Line>;
  /** The cells of the related nodes, which a line alone would point at from a distance. */
  readonly rings: ReadonlyArray<Place>;
}
const nothing: Drawn = { lines: [], rings: [] };

/**
 * The dependencies of the node under the pointer or the focus, or else of the selected one, as lines between the elements
 * with `data-path` beside it; and the same in words. The cell of the selected node has a ring, and so have the related ones.
 */
export const DependencyLines = ({ selected }: { readonly selected: number | undefined }) => {
  const svg = useRef<SVGSVGElement>(null);
  const pointed = usePointedPath(svg);
  const shown = useTree((tree) => keyOf(tree, pointed ?? pathOf(tree, selected)));
  const order = useTree((tree) => tree.order);
  const chosen = useTree((tree) => pathOf(tree, selected));
  const [{ lines, rings }, setDrawn] = useState(nothing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `order` changes with the places of the nodes
  useLayoutEffect(() => {
    const area = svg.current?.parentElement;
    if (area == null || (shown === "" && chosen === undefined)) {
      setDrawn(nothing);
      return;
    }
    const relations: ReadonlyArray<Relation> = shown === "" ? [] : JSON.parse(shown);
    const draw = (): void => setDrawn(drawnIn(area, relations, chosen));
    draw();
    const observer = new ResizeObserver(draw);
    for (const part of [area, ...area.children]) if (part !== svg.current) observer.observe(part);
    return () => observer.disconnect();
  }, [shown, chosen, order]);
  return (
    <>
      <svg ref={svg} className="dependency-lines" width="1" height="1" aria-hidden="true">
        <defs>
          <marker id="dependency-head" markerWidth="7" markerHeight="7" refX="6" refY="3.5" orient="auto">
            <path className="head" d="M0 .5L6 3.5L0 6.5z" />
          </marker>
        </defs>
        {rings.map(({ x, y, width, height }) => (
          <rect
            key={`${x} ${y}`}
            className="ring"
            {...{ x: x - ringGap, y: y - ringGap, rx: 5 }}
            {...{ width: width + 2 * ringGap, height: height + 2 * ringGap }}
          />
        ))}
        {lines.map(({ first, later, isAwaited, path }) => (
          <path
            key={`${first} ${later}`}
            className={isAwaited ? "line awaited" : "line"}
            d={path}
            markerEnd="url(#dependency-head)"
          />
        ))}
      </svg>
      {shown === "" ? null : <Legend relations={JSON.parse(shown)} />}
    </>
  );
};

/** What the lines mean, and which they are. */
const Legend = ({ relations }: { readonly relations: ReadonlyArray<Relation> }) => (
  <div className="dependency-legend small dim">
    <span className="is-line">starts after</span>
    <span className="is-line awaited">still waits</span>
    <ul className="hidden-text" aria-label="Dependencies">
      {relations.map(({ first, later, isAwaited }) => (
        <li key={`${first} ${later}`}>
          {later} {isAwaited ? "waits for" : "starts after"} {first}
        </li>
      ))}
    </ul>
  </div>
);

const pathOf = (tree: Tree, i: number | undefined): string | undefined =>
  i === undefined ? undefined : tree.node(i)?.path;

/** The dependencies of a node, equal texts for equal ones; empty: none. */
const keyOf = (tree: Tree, path: string | undefined): string => {
  const i = path === undefined ? undefined : tree.numberOf(path);
  const node = i === undefined ? undefined : tree.node(i);
  if (node === undefined) return "";
  const at = (other: string) => tree.node(tree.numberOf(other) ?? -1);
  const relations = relationsIn({ order: tree.order, node: (one) => tree.node(one), at }, node);
  return relations.length === 0 ? "" : JSON.stringify(relations);
};

/** The path of the node under the pointer or the focus. */
const usePointedPath = (svg: RefObject<SVGSVGElement | null>): string | undefined => {
  const [path, setPath] = useState<string>();
  useEffect(() => {
    const area = svg.current?.parentElement;
    if (area == null) return;
    const point = ({ target }: Event): void => {
      const node = target instanceof Element ? target.closest<HTMLElement>("a.cell, .drawn-box") : null;
      setPath(node?.dataset.path);
    };
    const leave = (): void => setPath(undefined);
    const ends = new AbortController();
    const { signal } = ends;
    area.addEventListener("pointerover", point, { signal });
    area.addEventListener("focusin", point, { signal });
    area.addEventListener("pointerleave", leave, { signal });
    area.addEventListener("focusout", leave, { signal });
    return () => ends.abort();
  }, [svg]);
  return path;
};

/** The element of a node, or of the nearest one above it that is drawn. */
const elementOf = (area: HTMLElement, path: string): Element | null => {
  const found = area.querySelector(`[data-path="${CSS.escape(path)}"]`);
  if (found !== null || path === "") return found;
  return elementOf(area, path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("#"), 0)));
};

/** In px, between a cell and its ring. */
const ringGap = 2.5;

const drawnIn = (
  area: HTMLElement,
  relations: ReadonlyArray<Relation>,
  chosen: string | undefined,
): Drawn => {
  const corner = area.getBoundingClientRect();
  const placeIn = (element: Element): Place => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return {
      x: left - corner.left + area.scrollLeft,
      y: top - corner.top + area.scrollTop,
      ...{ width, height },
    };
  };
  const lines = relations.flatMap((relation): ReadonlyArray<Line> => {
    const [first, later] = [elementOf(area, relation.first), elementOf(area, relation.later)];
    if (first === null || later === null) return [];
    return [{ ...relation, path: lineBetween(placeIn(first), placeIn(later)) }];
  });
  const related = new Set(relations.flatMap(({ first, later }) => [first, later]));
  if (chosen !== undefined) related.add(chosen);
  const cells = new Set([...related].map((path) => elementOf(area, path)));
  const rings = [...cells].flatMap((cell) => (cell?.matches("a.cell") ? [placeIn(cell)] : []));
  return { lines, rings };
};
