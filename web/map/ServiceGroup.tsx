import { Link } from "@tanstack/react-router";
import { memo, useState } from "react";
import { isException, shownStates } from "../live/shownState.ts";
import type { Tally } from "../live/Tree.ts";
import { useNode, useTally } from "../live/useLive.ts";
import { nameOf, toParam } from "../paths.ts";
import type { Token } from "../selection/filter.ts";
import { touchedClass, useTouched } from "../selection/useTouched.ts";
import { Glyph } from "../ui/icons/Glyph.tsx";
import { Icon } from "../ui/icons/Icon.tsx";
import { Cells } from "./Cells.tsx";

/** Services that have the same supervisor, which is at or under that of the box. */
export interface Group {
  /** The number of their supervisor. */
  readonly i: number;
  readonly services: ReadonlyArray<number>;
}

/** The worst state of some services, if it is an exception. */
export const worstOf = (tally: Tally) => shownStates.find((state) => isException(state) && tally[state] > 0);

/** Groups with fewer instances are not folded. */
const worthFolding = 5;

interface ServiceGroupProps {
  readonly group: Group;
  /** The path of the box; null: the group fills the box, and needs no label. */
  readonly under: string | null;
  readonly filter: ReadonlyArray<Token>;
  /** Whether the map is so large that only groups with exceptions are unfolded. */
  readonly isCrowded: boolean;
}

/** The cells of one supervisor's services. Replicas can be folded to their number and the worst of their states. */
export const ServiceGroup = memo(({ group, under, filter, isCrowded }: ServiceGroupProps) => {
  const node = useNode(group.i);
  const tally = useTally(group.i);
  const [chosen, setChosen] = useState<"open" | "folded" | null>(null);
  if (node === undefined || tally === undefined) return null;
  const count = group.services.length;
  // Starts and stops unfold nothing; otherwise the map would move constantly.
  const isQuiet = worstOf(tally) === undefined;
  const isFoldable = count >= worthFolding && (isCrowded || node.strategy === "simple_one_for_one");
  const isFolded = isFoldable && (chosen ?? (isCrowded && isQuiet ? "folded" : "open")) === "folded";
  const name =
    under !== null && node.path.startsWith(`${under}/`)
      ? node.path.slice(under.length + 1)
      : nameOf(node.path);
  return (
    <div className="group">
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
        <Folded path={node.path} tally={tally} count={count} />
      ) : (
        <Cells services={group.services} filter={filter} />
      )}
    </div>
  );
});

/** `24 running`, and the worst of the others. */
const Folded = ({
  path,
  tally,
  count,
}: {
  readonly path: string;
  readonly tally: Tally;
  readonly count: number;
}) => {
  const effect = useTouched(path);
  const worst = worstOf(tally);
  return (
    <span className={`folded s-${worst ?? "running"}${touchedClass(effect)}`}>
      {worst === undefined ? null : <Glyph state={worst} little label />}
      {tally.running === count ? `${count} running` : `${tally.running} of ${count} running`}
    </span>
  );
};
