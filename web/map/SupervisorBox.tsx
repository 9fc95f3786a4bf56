import { Link } from "@tanstack/react-router";
import { memo, useMemo } from "react";
import { isException, shownStateOf } from "../live/shownState.ts";
import type { Tally, Tree } from "../live/Tree.ts";
import { useNode, useTally, useTree } from "../live/useLive.ts";
import { toParam } from "../paths.ts";
import type { Token } from "../selection/filter.ts";
import { touchedClass, useTouched } from "../selection/useTouched.ts";
import { Glyph } from "../ui/icons/Glyph.tsx";
import type { MapFacts } from "./folding.ts";
import { type Group, ServiceGroup, worstOf } from "./ServiceGroup.tsx";

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

const total = (tally: Tally): number => Object.values(tally).reduce((sum, count) => sum + count, 0);

interface SupervisorBoxProps {
  readonly i: number;
  readonly filter: ReadonlyArray<Token>;
  readonly map: MapFacts;
}

/** A supervisor as a box that holds the cells of its services. */
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
  const inBox = groups.reduce((sum, { services }) => sum + services.length, 0);
  const troubled = isRoot || node.kind === "service" ? 0 : total(tally) - tally.running - tally.finished;
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
          <ServiceGroup
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
