import { Link } from "@tanstack/react-router";
import { memo, useMemo } from "react";
import { isException, shownStateOf } from "../live/shownState.ts";
import { isLeaf, type Tally, type Tree, totalOf } from "../live/Tree.ts";
import { useNode, useTally, useTree } from "../live/useLive.ts";
import { toParam } from "../paths.ts";
import type { Token } from "../selection/filter.ts";
import { touchedClass, useTouched } from "../selection/useTouched.ts";
import { Glyph } from "../ui/icons/Glyph.tsx";
import { CellGroup, type Group, worstOf } from "./CellGroup.tsx";
import type { MapFacts } from "./folding.ts";

const isLeafIn = (tree: Tree, i: number): boolean => {
  const node = tree.node(i);
  return node !== undefined && isLeaf(node);
};

/** The groups in a box; `isRoot`: the supervisors under the root have boxes of their own. */
const groupsIn = (tree: Tree, i: number, isRoot: boolean): ReadonlyArray<Group> => {
  if (isLeafIn(tree, i)) return [{ i, cells: [i] }];
  const own = tree.childrenOf(i).filter((child) => isLeafIn(tree, child));
  const below = isRoot
    ? []
    : tree
        .childrenOf(i)
        .filter((child) => !isLeafIn(tree, child))
        .flatMap((child) => groupsIn(tree, child, false));
  return own.length > 0 ? [{ i, cells: own }, ...below] : below;
};

/** How many are neither as they are meant to be nor waiting for their time. */
const troubledOf = (tally: Tally): number =>
  totalOf(tally) - tally.running - tally.finished - tally.scheduled - tally.paused;

interface SupervisorBoxProps {
  readonly i: number;
  readonly filter: ReadonlyArray<Token>;
  readonly map: MapFacts;
}

/** A supervisor as a box that holds the cells of its services, jobs and checks. */
export const SupervisorBox = memo(({ i, filter, map }: SupervisorBoxProps) => {
  const node = useNode(i);
  const tally = useTally(i);
  const order = useTree((tree) => tree.order);
  const tree = useTree((one) => one);
  const effect = useTouched(node?.path ?? "");
  const isRoot = node?.parent === null && node.kind === "supervisor" && node.path === "";
  const groups = useMemo(
    () => (order.length === 0 ? [] : groupsIn(tree, i, isRoot)),
    [tree, order, i, isRoot],
  );
  if (node === undefined || tally === undefined) return null;
  const own = shownStateOf(node);
  const worst = isException(own) ? own : isRoot ? undefined : worstOf(tally);
  const inBox = groups.reduce((sum, { cells }) => sum + cells.length, 0);
  const troubled = isRoot || isLeaf(node) ? 0 : troubledOf(tally);
  return (
    <section
      className={`${worst === undefined ? "box" : "box hot"}${touchedClass(effect)}`}
      aria-label={node.path || "the root"}
      data-path={node.path}
    >
      <header>
        {worst === undefined ? null : <Glyph state={worst} label />}
        <Link to="/children/$path" params={{ path: toParam(node.path) }} className="strong cut">
          {isRoot ? "root" : node.path}
        </Link>
        <span className="meta">{node.strategy}</span>
        <span className="grow" />
        <span className="meta">{troubled > 0 ? `${troubled} of ${inBox}` : inBox}</span>
      </header>
      <div className="groups">
        {groups.map((group) => (
          <CellGroup
            key={group.i}
            group={group}
            under={group.i === i ? null : node.path}
            filter={filter}
            map={map}
          />
        ))}
      </div>
    </section>
  );
});
