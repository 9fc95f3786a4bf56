import { isHeld } from "../../../dependencies/related.ts";
import { shownStateOf, stateWordsOf } from "../../../live/shownState.ts";
import { isLeaf, runningWords } from "../../../live/Tree.ts";
import { useNode, useTally } from "../../../live/useLive.ts";
import { nameOf } from "../../../paths.ts";
import { meets, type Token } from "../../../selection/filter.ts";
import { useIsPicked } from "../../../selection/useSelection.ts";
import { touchedClass, useTouched } from "../../../selection/useTouched.ts";
import { Glyph } from "../../../ui/icons/Glyph.tsx";
import { box, type DrawnNode } from "./drawing.ts";

interface DrawnBoxProps {
  readonly drawn: DrawnNode;
  readonly filter: ReadonlyArray<Token>;
  readonly isSelected: boolean;
  readonly onSelect: (isPicking: boolean) => void;
  readonly onOpen: () => void;
}

/** A node of the drawing. */
export const DrawnBox = ({ drawn, filter, isSelected, onSelect, onOpen }: DrawnBoxProps) => {
  const node = useNode(drawn.i);
  const tally = useTally(drawn.i);
  const effect = useTouched(node?.path ?? "");
  const isPicked = useIsPicked(node?.path ?? "");
  if (node === undefined || tally === undefined) return null;
  const state = shownStateOf(node);
  const isOut = filter.length > 0 && !meets(filter, node);
  const words = isHeld(node)
    ? `${state}, ${node.reason}`
    : isLeaf(node) || state !== "running"
      ? stateWordsOf(node)
      : `${runningWords(tally)}, ${node.strategy}`;
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
      data-path={node.path}
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
