import { Link } from "@tanstack/react-router";
import type { NodeRecord } from "../live/protocol.ts";
import { shownStateOf } from "../live/shownState.ts";
import { useNode, useTree } from "../live/useLive.ts";
import { toParam } from "../paths.ts";
import { Glyph } from "../ui/icons/Glyph.tsx";
import { Panel } from "../ui/Panel.tsx";
import { dependantsIn } from "./dependants.ts";

const separator = "\n";

/** What a node waits for before it starts, and what waits for it; nothing if neither is declared. */
export const Dependencies = ({ node }: { readonly node: NodeRecord }) => {
  const after = node.after ?? [];
  const dependants = useTree((tree) =>
    dependantsIn({ order: tree.order, node: (i) => tree.node(i) }, node.path).join(separator),
  );
  const waiting = dependants === "" ? [] : dependants.split(separator);
  if (after.length === 0 && waiting.length === 0) return null;
  return (
    <Panel title="Dependencies">
      <ul className="dependencies" aria-label="Dependencies">
        {after.map(({ child, until }) => (
          <Row key={`after ${child}`} path={child} words={`has to be ${until} before it starts`} />
        ))}
        {waiting.map((path) => (
          <Row key={`before ${path}`} path={path} words="waits for it" />
        ))}
      </ul>
    </Panel>
  );
};

/** Another child with its state, if it may be seen, and how the two are related. */
const Row = ({ path, words }: { readonly path: string; readonly words: string }) => {
  const other = useNode(useTree((tree) => tree.numberOf(path)));
  return (
    <li className="row">
      {other === undefined ? null : <Glyph state={shownStateOf(other)} little label />}
      {other === undefined ? (
        <span>{path}</span>
      ) : (
        <Link className="link" to="/children/$path" params={{ path: toParam(path) }}>
          {path}
        </Link>
      )}
      <span className="dim">{words}</span>
    </li>
  );
};
