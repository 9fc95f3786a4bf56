import { Link } from "@tanstack/react-router";
import type { ChartLayout } from "../../../src/domain/view/ChartLayout.ts";
import type { Census } from "../../chart/census.ts";
import { rankOf } from "../../live/shownState.ts";
import { filterFor } from "../../selection/filter.ts";
import { glyphOf } from "../../ui/icons/eventGlyph.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";

type States = ChartLayout["states"];

interface StateListProps {
  readonly kind: string;
  readonly states: States;
  readonly census: Census;
}

/** The rank of a top-level state; those that need no attention come first. */
const placeOf = (id: string): number => -rankOf(glyphOf(id));

const depthOf = (id: string): number => id.split(".").length - 1;

/** Substates follow their parent. */
const inOrder = (states: States): ReadonlyArray<string> =>
  states
    .filter(({ kind }) => kind !== "transient")
    .map(({ id }) => id)
    .toSorted((one, other) => placeOf(one) - placeOf(other) || depthOf(one) - depthOf(other));

/** The states of a machine with their numbers of nodes, which link to these nodes in the tree. */
export const StateList = ({ kind, states, census }: StateListProps) => (
  <ul className="state-list">
    {inOrder(states).map((id) => {
      const count = census.get(id) ?? 0;
      const row = (
        <>
          {depthOf(id) === 0 ? <Glyph state={glyphOf(id)} /> : <span className="glyph" />}
          <span className="grow">{id}</span>
          <span className="figure">{count}</span>
        </>
      );
      return (
        <li key={id} className={count === 0 ? "faint" : ""}>
          {count === 0 ? (
            <span className="state-row">{row}</span>
          ) : (
            <Link className="state-row" to="/tree" search={{ filter: filterFor(kind, id) }}>
              {row}
            </Link>
          )}
        </li>
      );
    })}
  </ul>
);
