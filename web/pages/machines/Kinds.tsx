import { Link } from "@tanstack/react-router";
import { countOf } from "../../chart/census.ts";
import { useLive } from "../../live/useLive.ts";

/** The kinds of node, each with how many nodes there are of it. */
export const Kinds = ({ kinds }: { readonly kinds: ReadonlyArray<string> }) => {
  const { tree } = useLive();
  return (
    <nav className="segment sections" aria-label="Kinds of node">
      <Link to="/machines" activeOptions={{ exact: true }}>
        All
      </Link>
      {kinds.map((kind) => (
        <Link key={kind} to="/machines/$kind" params={{ kind }}>
          {kind} <span className="dim">{countOf(tree, kind)}</span>
        </Link>
      ))}
    </nav>
  );
};
