import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, use, useEffect, useMemo, useRef } from "react";
import { DependencyLines } from "../../../dependencies/DependencyLines.tsx";
import { useTree } from "../../../live/useLive.ts";
import { toParam } from "../../../paths.ts";
import type { Token } from "../../../selection/filter.ts";
import { SelectionContext } from "../../../selection/useSelection.ts";
import { Ancestors } from "./Ancestors.tsx";
import { DrawnBox } from "./DrawnBox.tsx";
import { drawingOf } from "./drawing.ts";
import { useDrawnTop } from "./useDrawnTop.ts";
import "./drawn.css";

interface DrawnProps {
  readonly filter: ReadonlyArray<Token>;
  readonly selected: number | undefined;
  readonly onSelect: (path: string) => void;
}

/**
 * The subtree of one supervisor, drawn from left to right in the order of start. Arrow keys go to the supervisor, the first
 * child and the siblings; Enter draws a supervisor by itself, or opens the page of a service.
 */
const Drawn = ({ filter, selected, onSelect }: DrawnProps) => {
  const tree = useTree((one) => one);
  const order = useTree((one) => one.order);
  const selection = use(SelectionContext);
  const navigate = useNavigate();
  const { top, choose } = useDrawnTop(tree, selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `order` changes with what is drawn
  const drawing = useMemo(() => (top === undefined ? null : drawingOf(tree, top)), [tree, order, top]);
  const whole = useRef<HTMLDivElement>(null);
  const inView = selected ?? top;
  useEffect(() => {
    whole.current?.querySelector(`#drawn-${inView}`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [inView]);
  if (drawing === null || top === undefined) return null;
  const { nodes, lines, width, height, all } = drawing;
  const pathOf = (i: number): string => tree.node(i)?.path ?? "";
  const draw = (i: number): void => {
    choose(i);
    onSelect(pathOf(i));
  };
  const open = (i: number): void => {
    if (tree.node(i)?.kind === "supervisor") draw(i);
    else void navigate({ to: "/children/$path", params: { path: toParam(pathOf(i)) } });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = nodes.find(({ i }) => i === selected) ?? nodes[0];
    if (at === undefined) return;
    const siblings = nodes.filter(({ parent }) => parent === at.parent);
    const place = siblings.indexOf(at);
    const above = tree.node(top)?.parent ?? null;
    const targets: Readonly<Record<string, number | null | undefined>> = {
      ArrowLeft: at.parent,
      ArrowRight: at.children[0],
      ArrowUp: siblings[place - 1]?.i,
      ArrowDown: siblings[place + 1]?.i,
      Home: nodes[0]?.i,
      End: nodes.at(-1)?.i,
    };
    const target = targets[event.key];
    if (event.key === "ArrowLeft" && at.i === top && above !== null) draw(above);
    else if (target != null) onSelect(pathOf(target));
    else if (event.key === "Enter") open(at.i);
    else if (event.key === " ") selection?.toggle(pathOf(at.i));
    else if (!Object.hasOwn(targets, event.key)) return;
    event.preventDefault();
  };
  return (
    <div className="drawn" ref={whole}>
      <p className="small dim drawn-note">
        <Ancestors tree={tree} top={top} onDraw={draw} />
        {all > nodes.length
          ? `${all} nodes, of which ${nodes.length} are drawn: press a folded supervisor twice to draw it by itself.`
          : `${all} nodes; the numbers are the order of start.`}
      </p>
      <div
        role="tree"
        aria-label={`Drawing of ${pathOf(top) || "the tree"}`}
        aria-multiselectable="true"
        tabIndex={0}
        aria-activedescendant={selected === undefined ? undefined : `drawn-${selected}`}
        className="drawn-area"
        style={{ width, height }}
        onKeyDown={onKeyDown}
      >
        <svg width={width} height={height} aria-hidden="true">
          {lines.map((line) => (
            <path key={line} d={line} />
          ))}
        </svg>
        {nodes.map((node) => (
          <DrawnBox
            key={node.i}
            drawn={node}
            filter={filter}
            isSelected={node.i === selected}
            onSelect={(isPicking) => {
              if (isPicking) selection?.toggle(pathOf(node.i));
              else onSelect(pathOf(node.i));
            }}
            onOpen={() => open(node.i)}
          />
        ))}
        <DependencyLines selected={selected} />
      </div>
    </div>
  );
};

// For React.lazy.
export default Drawn;
