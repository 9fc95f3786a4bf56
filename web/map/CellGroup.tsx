import { Link } from "@tanstack/react-router";
import { memo, useState } from "react";
import { isException, shownStates } from "../live/shownState.ts";
import { runningWords, type Tally, type Tree } from "../live/Tree.ts";
import { useNode, useTally, useTree } from "../live/useLive.ts";
import { nameOf, toParam } from "../paths.ts";
import { meets, type Token } from "../selection/filter.ts";
import { touchedClass, useTouched } from "../selection/useTouched.ts";
import { Glyph } from "../ui/icons/Glyph.tsx";
import { Icon } from "../ui/icons/Icon.tsx";
import { Cells } from "./Cells.tsx";
import { foldingOf, type MapFacts } from "./folding.ts";

/** Services, jobs and checks that have the same supervisor, which is at or under that of the box. */
export interface Group {
  /** The number of their supervisor. */
  readonly i: number;
  readonly cells: ReadonlyArray<number>;
}

const foundIn = (tree: Tree, cells: ReadonlyArray<number>, filter: ReadonlyArray<Token>): number =>
  cells.filter((i) => {
    const node = tree.node(i);
    return node !== undefined && meets(filter, node);
  }).length;

/** The worst state of some nodes, if it is an exception. */
export const worstOf = (tally: Tally) => shownStates.find((state) => isException(state) && tally[state] > 0);

interface CellGroupProps {
  readonly group: Group;
  /** The path of the box; null: the group fills the box, and needs no label. */
  readonly under: string | null;
  readonly filter: ReadonlyArray<Token>;
  readonly map: MapFacts;
}

/** The cells of the children of one supervisor. Replicas can be folded to their number and the worst of their states. */
export const CellGroup = memo(({ group, under, filter, map }: CellGroupProps) => {
  const node = useNode(group.i);
  const tally = useTally(group.i);
  const tree = useTree((one) => one);
  const [chosen, setChosen] = useState<"open" | "folded" | null>(null);
  if (node === undefined || tally === undefined) return null;
  const count = group.cells.length;
  const found = filter.length === 0 ? null : foundIn(tree, group.cells, filter);
  const folding = foldingOf(
    {
      cells: count,
      isReplicas: node.strategy === "simple_one_for_one",
      // Starts and stops unfold nothing; otherwise the map would move constantly.
      isQuiet: worstOf(tally) === undefined,
      found,
    },
    map,
  );
  const { isFoldable } = folding;
  const isFolded = chosen === null ? folding.isFolded : isFoldable && chosen === "folded";
  const name =
    under !== null && node.path.startsWith(`${under}/`)
      ? node.path.slice(under.length + 1)
      : nameOf(node.path);
  return (
    <div className="group" data-path={node.path}>
      <span className="group-head">
        {isFoldable ? (
          <button
            type="button"
            className="group-fold"
            aria-expanded={!isFolded}
            aria-label={`Instances of ${node.path || "the root"}`}
            onClick={() => setChosen(isFolded ? "open" : "folded")}
          >
            <Icon name={isFolded ? "right" : "down"} little />
          </button>
        ) : null}
        {under === null ? null : (
          <Link className="group-label" to="/children/$path" params={{ path: toParam(node.path) }}>
            {name} <span className="faint">{count}</span>
          </Link>
        )}
      </span>
      {isFolded ? (
        <Folded path={node.path} tally={tally} count={count} found={found} />
      ) : (
        <Cells cells={group.cells} filter={filter} />
      )}
    </div>
  );
});

interface FoldedProps {
  readonly path: string;
  readonly tally: Tally;
  readonly count: number;
  /** How many of them meet the filter; null: there is none. */
  readonly found: number | null;
}

/** `24 running`, the worst of the others, and how many a filter has found. */
const Folded = ({ path, tally, count, found }: FoldedProps) => {
  const effect = useTouched(path);
  const worst = worstOf(tally);
  return (
    <span className={`folded s-${worst ?? "running"}${found === 0 ? " out" : ""}${touchedClass(effect)}`}>
      {worst === undefined ? null : <Glyph state={worst} little label />}
      {tally.running === count ? `${count} running` : runningWords(tally)}
      {found === null || found === 0 ? null : `, ${found} found`}
    </span>
  );
};
