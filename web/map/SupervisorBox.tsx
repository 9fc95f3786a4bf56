import { Link } from "@tanstack/react-router";
import { memo, useMemo } from "react";
import { isException, shownStateOf, shownStates } from "../live/shownState.ts";
import type { Tally, Tree } from "../live/Tree.ts";
import { useNode, useTally, useTree } from "../live/useLive.ts";
import { nameOf, toParam } from "../paths.ts";
import type { Token } from "../selection/filter.ts";
import { touchedClass, useTouched } from "../selection/useTouched.ts";
import { Glyph } from "../ui/Glyph.tsx";
import { Cells } from "./Cells.tsx";

/** Services that have the same supervisor, which is at or under that of the box. */
interface Group {
  /** The number of their supervisor. */
  readonly i: number;
  readonly services: ReadonlyArray<number>;
}

const servicesOf = (tree: Tree, i: number): ReadonlyArray<number> =>
  tree.childrenOf(i).filter((child) => tree.node(child)?.kind === "service");

/** The groups in a box; `isRoot`: the supervisors under the root have boxes of their own. */
const groupsIn = (tree: Tree, i: number, isRoot: boolean): ReadonlyArray<Group> => {
  const node = tree.node(i);
  if (node?.kind === "service") return [{ i, services: [i] }];
  const own = servicesOf(tree, i);
  const below = isRoot
    ? []
    : tree
        .childrenOf(i)
        .filter((child) => tree.node(child)?.kind === "supervisor")
        .flatMap((child) => groupsIn(tree, child, false));
  return own.length > 0 ? [{ i, services: own }, ...below] : below;
};

/** What of a box is worst, if that is an exception. */
const worstOf = (tally: Tally) => shownStates.find((state) => isException(state) && tally[state] > 0);

const total = (tally: Tally): number => Object.values(tally).reduce((sum, count) => sum + count, 0);

interface SupervisorBoxProps {
  readonly i: number;
  readonly filter: ReadonlyArray<Token>;
}

/** A supervisor as a box that holds the cells of its services. */
export const SupervisorBox = memo(({ i, filter }: SupervisorBoxProps) => {
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
  const inBox = groups.reduce((sum, { services }) => sum + services.length, 0);
  const troubled = isRoot || node.kind === "service" ? 0 : total(tally) - tally.running - tally.finished;
  return (
    <section
      className={`${worst === undefined ? "box" : "box hot"}${touchedClass(effect)}`}
      aria-label={node.path || "the root"}
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
          <div key={group.i} className="group">
            {group.i === i ? null : (
              <GroupLabel i={group.i} count={group.services.length} under={node.path} />
            )}
            <Cells services={group.services} filter={filter} />
          </div>
        ))}
      </div>
    </section>
  );
});

const GroupLabel = ({
  i,
  count,
  under,
}: {
  readonly i: number;
  readonly count: number;
  readonly under: string;
}) => {
  const node = useNode(i);
  if (node === undefined) return null;
  const name = node.path.startsWith(`${under}/`) ? node.path.slice(under.length + 1) : nameOf(node.path);
  return (
    <Link className="group-label" to="/children/$path" params={{ path: toParam(node.path) }}>
      {name} <span className="faint">{count}</span>
    </Link>
  );
};
