import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, use, useEffect, useMemo, useRef, useState } from "react";
import { shownStateOf } from "../../live/shownState.ts";
import type { Tree } from "../../live/Tree.ts";
import { useNode, useTally, useTree } from "../../live/useLive.ts";
import { nameOf, toParam } from "../../paths.ts";
import { meets, type Token } from "../../selection/filter.ts";
import { SelectionContext, useIsPicked } from "../../selection/useSelection.ts";
import { touchedClass, useTouched } from "../../selection/useTouched.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { box, type DrawnNode, drawingOf } from "./drawing.ts";
import "./drawn.css";

interface DrawnProps {
  readonly filter: ReadonlyArray<Token>;
  readonly selected: number | undefined;
  readonly onSelect: (path: string) => void;
}

/** The nearest supervisor at or above a node. */
const supervisorAt = (tree: Tree, i: number): number => {
  const node = tree.node(i);
  return node === undefined || node.kind === "supervisor" || node.parent === null ? i : node.parent;
};

const isUnder = (tree: Tree, i: number, top: number): boolean => {
  for (let at: number | null = i; at !== null; at = tree.node(at)?.parent ?? null)
    if (at === top) return true;
  return false;
};

/**
 * The subtree of one supervisor, drawn from left to right in the order of start. Arrow keys go to the supervisor, the first
 * child and the siblings; Enter draws a supervisor by itself, or opens the page of a service.
 */
const Drawn = ({ filter, selected, onSelect }: DrawnProps) => {
  const tree = useTree((one) => one);
  const order = useTree((one) => one.order);
  const selection = use(SelectionContext);
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<number | null>(null);
  const root = order[0];
  const wish = chosen ?? (selected === undefined ? root : supervisorAt(tree, selected));
  // The chosen supervisor may have been removed, and the selected node may be outside the drawing.
  const top =
    wish !== undefined &&
    tree.node(wish) !== undefined &&
    (selected === undefined || isUnder(tree, selected, wish))
      ? wish
      : selected === undefined
        ? root
        : supervisorAt(tree, selected);
  useEffect(() => setChosen(top ?? null), [top]);
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
    setChosen(i);
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
        <Way tree={tree} top={top} onDraw={draw} />
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
      </div>
    </div>
  );
};
export default Drawn;

/** The ancestors of the drawn supervisor, each of which can be drawn instead. */
const Way = ({
  tree,
  top,
  onDraw,
}: {
  readonly tree: Tree;
  readonly top: number;
  readonly onDraw: (i: number) => void;
}) => {
  const above: Array<number> = [];
  for (let at = tree.node(top)?.parent ?? null; at !== null; at = tree.node(at)?.parent ?? null)
    above.unshift(at);
  return (
    <>
      {above.map((i) => (
        <span key={i}>
          <button type="button" className="link" onClick={() => onDraw(i)}>
            {nameOf(tree.node(i)?.path ?? "") || "root"}
          </button>{" "}
          /{" "}
        </span>
      ))}
      <span className="strong">{nameOf(tree.node(top)?.path ?? "") || "root"}</span>{" "}
    </>
  );
};

interface DrawnBoxProps {
  readonly drawn: DrawnNode;
  readonly filter: ReadonlyArray<Token>;
  readonly isSelected: boolean;
  readonly onSelect: (isPicking: boolean) => void;
  readonly onOpen: () => void;
}

const DrawnBox = ({ drawn, filter, isSelected, onSelect, onOpen }: DrawnBoxProps) => {
  const node = useNode(drawn.i);
  const tally = useTally(drawn.i);
  const effect = useTouched(node?.path ?? "");
  const isPicked = useIsPicked(node?.path ?? "");
  if (node === undefined || tally === undefined) return null;
  const state = shownStateOf(node);
  const total = Object.values(tally).reduce((sum, count) => sum + count, 0);
  const isOut = filter.length > 0 && !meets(filter, node);
  const words =
    node.kind === "service" || state !== "running" ? state : `${tally.running} of ${total}, ${node.strategy}`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    <div
      id={`drawn-${drawn.i}`}
      role="treeitem"
      // The tree is the tab stop.
      tabIndex={-1}
      aria-selected={isSelected}
      aria-checked={isPicked}
      className={`drawn-box s-${state} ${node.kind}${isOut ? " out" : ""}${isPicked ? " picked" : ""}${touchedClass(effect)}`}
      style={{ left: drawn.x, top: drawn.y, width: box.width, height: box.height }}
      onClick={({ ctrlKey, metaKey, shiftKey }) => onSelect(ctrlKey || metaKey || shiftKey)}
      onDoubleClick={onOpen}
    >
      {drawn.place === null ? null : <span className="drawn-place">{drawn.place}</span>}
      <Glyph state={state} little />
      <span className="drawn-words">
        <span className="strong cut">{nameOf(node.path) || "root"}</span>
        <span className="small dim cut">{drawn.folded > 0 ? `${words}, folded` : words}</span>
      </span>
      {effect === undefined ? null : <span className="effect">{effect}</span>}
    </div>
  );
};
