import { Link } from "@tanstack/react-router";
import type { NodeRecord } from "../../live/protocol.ts";
import { shownStates } from "../../live/shownState.ts";
import { isLeaf, type Tally } from "../../live/Tree.ts";
import { useNode, useTally, useTree } from "../../live/useLive.ts";
import { nameOf, toParam } from "../../paths.ts";
import { touchedClass, useTouched } from "../../selection/useTouched.ts";
import { Age } from "../../time/Age.tsx";
import { NodeMark } from "../../ui/icons/StateMark.tsx";
import { Panel } from "../../ui/Panel.tsx";

/** The children of a supervisor, in the order in which it starts them. */
export const Below = ({ node }: { readonly node: NodeRecord }) => {
  const children = useTree((tree) => tree.childrenOf(node.i));
  return (
    <Panel
      title="Children"
      meta={`${children.length}, in the order of start`}
      action={
        <Link className="link small" to="/history" search={node.path === "" ? {} : { path: node.path }}>
          Metrics
        </Link>
      }
    >
      {children.length === 0 ? <p className="message">No children.</p> : null}
      <ul className="children">
        {children.map((i) => (
          <Row key={i} i={i} />
        ))}
      </ul>
    </Panel>
  );
};

/** `5 running, 1 failed`. */
const tallyWords = (tally: Tally): string =>
  shownStates
    .toReversed()
    .filter((state) => tally[state] > 0)
    .map((state) => `${tally[state]} ${state}`)
    .join(", ");

const Row = ({ i }: { readonly i: number }) => {
  const node = useNode(i);
  const tally = useTally(i);
  const effect = useTouched(node?.path ?? "");
  if (node === undefined || tally === undefined) return null;
  return (
    <li>
      <Link
        to="/children/$path"
        params={{ path: toParam(node.path) }}
        className={touchedClass(effect).trim()}
      >
        <span className="path strong cut">{nameOf(node.path)}</span>
        {effect === undefined ? null : <span className="effect">{effect}</span>}
        <NodeMark node={node} />
        <span className="grow dim cut">{isLeaf(node) ? node.reason : tallyWords(tally)}</span>
        <span className="dim">
          <Age since={node.since} />
        </span>
      </Link>
    </li>
  );
};
