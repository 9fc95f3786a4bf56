import { getRouteApi } from "@tanstack/react-router";
import { Actions } from "../../actions/Actions.tsx";
import { CopyMenu } from "../../actions/CopyMenu.tsx";
import { StatechartPanel } from "../../chart/StatechartPanel.tsx";
import type { NodeRecord } from "../../live/protocol.ts";
import { shownStateOf } from "../../live/shownState.ts";
import { useContact, useNode, useTree } from "../../live/useLive.ts";
import { fromParam } from "../../paths.ts";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { Countdown } from "../../time/Age.tsx";
import { Message } from "../../ui/Message.tsx";
import { StateMark } from "../../ui/StateMark.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { Below } from "./Below.tsx";
import { Crumbs } from "./Crumbs.tsx";
import { Facts } from "./Facts.tsx";
import { Output } from "./Output.tsx";
import { Runs } from "./Runs.tsx";
import { Why } from "./Why.tsx";

const route = getRouteApi("/shell/children/$path");

/** What state a child is in, by which edge, why, until when, and what can be done. */
export const ChildPage = () => {
  const path = fromParam(route.useParams().path);
  useTitle(path || "The tree");
  const node = useNode(useTree((tree) => tree.numberOf(path)));
  return (
    <>
      <Bar
        actions={
          node === undefined ? null : (
            <>
              <Actions key={path} node={node} />
              <CopyMenu node={node} />
            </>
          )
        }
      >
        <Crumbs path={path} />
        {node === undefined ? null : <State node={node} />}
      </Bar>
      <LivePage>{node === undefined ? <Missing path={path} /> : <Child key={path} node={node} />}</LivePage>
    </>
  );
};

const State = ({ node }: { readonly node: NodeRecord }) => {
  const isStale = useContact().name === "stale";
  return (
    <>
      <StateMark
        state={isStale ? "unknown" : shownStateOf(node)}
        words={isStale ? `was ${node.state}` : undefined}
      />
      {node.next_attempt_at === null || isStale ? null : (
        <span className="dim">
          next attempt in <Countdown to={node.next_attempt_at} />
        </span>
      )}
    </>
  );
};

const Missing = ({ path }: { readonly path: string }) => (
  <Message title={`There is no child ${path}.`}>
    <p>It was removed, or you may not see it.</p>
  </Message>
);

const Child = ({ node }: { readonly node: NodeRecord }) => (
  <div className="with-rail">
    <div className="stack">
      <StatechartPanel node={node} />
      {node.kind === "service" ? <Output path={node.path} /> : <Below node={node} />}
    </div>
    <div className="stack">
      <Why node={node} />
      <Facts node={node} />
      {node.kind === "service" ? <Runs node={node} /> : null}
    </div>
  </div>
);
