import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useRowKeys } from "../../keys/global/useRowKeys.ts";
import { type Attention, attentionIn } from "../../live/attention.ts";
import { useLive, useTreeVersion } from "../../live/useLive.ts";
import { toParam } from "../../paths.ts";
import { Age, Countdown } from "../../time/Age.tsx";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { Icon } from "../../ui/icons/Icon.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useStableOrder } from "./useStableOrder.ts";

/** The maximal number of rows; the map shows all nodes. */
const mostRows = 12;

/** The nodes that need attention, worst first. The order is kept while the list is pointed at or has the focus. */
export const NeedsAttention = () => {
  useTreeVersion();
  const { tree } = useLive();
  const [isHeld, setHeld] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  const all = useStableOrder(attentionIn(tree), ({ node }) => node.i, isHeld);
  if (all.length === 0) return null;
  const hold = { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) };
  return (
    <Panel title="Needs attention" meta="worst first, in a fixed order while you point at it">
      <ul
        ref={list}
        className="attention"
        {...hold}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        {all.slice(0, mostRows).map((one) => (
          <Row key={one.node.i} {...one} />
        ))}
      </ul>
      {all.length > mostRows ? (
        <p className="panel-body dim">{all.length - mostRows} more in the map below</p>
      ) : null}
    </Panel>
  );
};

const Row = ({ node, state, why, since, nextAt }: Attention) => (
  <li>
    <Link to="/children/$path" params={{ path: toParam(node.path) }} data-path={node.path}>
      <Glyph state={state} label />
      <span className="path strong cut">{node.path || "root"}</span>
      <span className="why dim cut">{why}</span>
      <span className="age dim">
        <Age since={since} />
      </span>
      <span className="next">
        {nextAt === null ? (
          <span className={state === "failed" ? "strong" : "dim"}>
            {state === "failed" ? "needs you" : ""}
          </span>
        ) : (
          <>
            <span className="dim">next in</span> <Countdown to={nextAt} />
          </>
        )}
      </span>
      <Icon name="right" little />
    </Link>
  </li>
);
