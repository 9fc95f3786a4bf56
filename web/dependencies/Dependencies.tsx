import { Link } from "@tanstack/react-router";
import { useId } from "react";
import type { NodeRecord } from "../live/protocol.ts";
import { shownStateOf } from "../live/shownState.ts";
import { useNode, useTree } from "../live/useLive.ts";
import { toParam } from "../paths.ts";
import { Glyph } from "../ui/icons/Glyph.tsx";
import { Panel } from "../ui/Panel.tsx";
import { dependantsIn } from "./dependants.ts";
import { isHeld } from "./related.ts";

const separator = "\n";

/** What a node is started after, and what is started after it; nothing if neither is declared. */
export const Dependencies = ({ node }: { readonly node: NodeRecord }) => {
  const after = node.after ?? [];
  const dependants = useTree((tree) =>
    dependantsIn({ order: tree.order, node: (i) => tree.node(i) }, node.path)
      .map((dependant) => dependant.node.path)
      .join(separator),
  );
  const needing = dependants === "" ? [] : dependants.split(separator);
  if (after.length === 0 && needing.length === 0) return null;
  return (
    <Panel title="Dependencies" meta={isHeld(node) ? node.reason : undefined}>
      <Rows
        title="Starts after"
        rows={after.map(({ child, until }) => ({ path: child, words: `once ${until}` }))}
      />
      <Rows title="Needed by" rows={needing.map((path) => ({ path, words: null }))} />
    </Panel>
  );
};

interface Related {
  readonly path: string;
  /** Null: those of its state. */
  readonly words: string | null;
}

const Rows = ({ title, rows }: { readonly title: string; readonly rows: ReadonlyArray<Related> }) => {
  const id = useId();
  if (rows.length === 0) return null;
  return (
    <>
      <h3 id={id} className="dependencies-title">
        {title}
      </h3>
      <ul className="dependencies" aria-labelledby={id}>
        {rows.map((row) => (
          <Row key={row.path} {...row} />
        ))}
      </ul>
    </>
  );
};

/** Another child with its state, if it may be seen. */
const Row = ({ path, words }: Related) => {
  const other = useNode(useTree((tree) => tree.numberOf(path)));
  const state = other && shownStateOf(other);
  return (
    <li className="row">
      {state === undefined ? null : <Glyph state={state} little label />}
      {other === undefined ? (
        <span>{path}</span>
      ) : (
        <Link className="link" to="/children/$path" params={{ path: toParam(path) }}>
          {path}
        </Link>
      )}
      <span className="dim">{words ?? (other && isHeld(other) ? other.reason : state)}</span>
    </li>
  );
};
