import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense } from "react";
import { Actions } from "../../actions/Actions.tsx";
import { CopyMenu } from "../../actions/copy/CopyMenu.tsx";
import { explanationQuery } from "../../api/child.ts";
import { StatechartPanel } from "../../chart/StatechartPanel.tsx";
import { Dependencies } from "../../dependencies/Dependencies.tsx";
import { EditLinks } from "../../form/EditLinks.tsx";
import type { Shown } from "../../history/scrub.ts";
import { useHistory } from "../../history/useHistory.ts";
import { Output, type Which } from "../../lines/Output.tsx";
import type { NodeRecord } from "../../live/protocol.ts";
import { shownStateOf, stateWordsOf } from "../../live/shownState.ts";
import { useContact, useNode, useTree } from "../../live/useLive.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { fromParam } from "../../paths.ts";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { Age, Countdown } from "../../time/Age.tsx";
import { fullTime, timeOfDay } from "../../time/format.ts";
import { StateMark } from "../../ui/icons/StateMark.tsx";
import { Message } from "../../ui/messages/Message.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { Below } from "./Below.tsx";
import { Crumbs } from "./Crumbs.tsx";
import { Declaration } from "./Declaration.tsx";
import { Facts } from "./Facts.tsx";
import { JobOutput } from "./JobOutput.tsx";
import { Probes } from "./Probes.tsx";
import { RestartLimit } from "./RestartLimit.tsx";
import { Runs } from "./Runs.tsx";
import { Usage } from "./Usage.tsx";
import { useScrub } from "./useScrub.ts";
import { HowItCame, WhyThen } from "./why/HowItCame.tsx";
import { Why } from "./why/Why.tsx";
import "../../styles/childPage.css";

const route = getRouteApi("/shell/children/$path");

/** The page of a child: its state, the reasons, its history and its commands. */
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
              <EditLinks node={node} />
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
        words={isStale ? `was ${stateWordsOf(node)}` : stateWordsOf(node)}
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
    <p>It was removed, or you have no access to it.</p>
  </Message>
);

const Child = ({ node }: { readonly node: NodeRecord }) => {
  const history = useHistory(node);
  const { scrub, shown } = useScrub(history);
  const { run = null, line = null } = route.useSearch();
  const { stays } = history;
  const at = shown.name === "now" ? null : shown.at;
  const isService = node.kind === "service";
  const isJob = node.kind === "job";
  const hasChildren = useTree((tree) => tree.childrenOf(node.i)).length > 0 || node.strategy !== null;
  return (
    <>
      {at === null ? null : <PastNote at={at} onLeave={() => scrub.settle(null)} />}
      <div className="with-rail child-page">
        <div className="stack">
          <StatechartPanel node={node} history={history} scrub={scrub} shown={shown} />
          {isService ? <Output path={node.path} which={whichOf(shown, run, line)} /> : null}
          {isJob && at === null ? <JobOutput node={node} /> : null}
          {hasChildren && at === null ? <Below node={node} /> : null}
        </div>
        <div className="stack">
          <div className="first-on-phones">
            {shown.name === "now" ? (
              <Why node={node}>
                <HowItCame node={node} stays={stays} />
              </Why>
            ) : (
              <WhyThen path={node.path} stays={stays} shown={shown} />
            )}
          </div>
          {at === null && isRestarted[node.kind] ? <RestartLimits node={node} /> : null}
          {at === null ? <Parts node={node} /> : null}
          {at === null ? <Dependencies node={node} /> : null}
          {isService ? <Runs node={node} at={at} chosen={run} /> : null}
          {isService ? <Usage node={node} stays={stays} shown={shown} /> : null}
          {at === null ? (
            <>
              <Facts node={node} />
              {node.path === "" ? null : <Declaration node={node} />}
            </>
          ) : null}
        </div>
      </div>
    </>
  );
};

/** What only some kinds of child have. */
const Parts = ({ node }: { readonly node: NodeRecord }) => {
  const Own = partsOf[node.kind];
  return Own === undefined ? null : (
    <Suspense>
      <Own node={node} />
    </Suspense>
  );
};

const partsOf: Partial<Readonly<Record<NodeRecord["kind"], ComponentType<{ readonly node: NodeRecord }>>>> = {
  service: Probes,
  job: lazy(() => import("./JobParts.tsx")),
  check: lazy(() => import("./CheckParts.tsx")),
};

/** Whether restarts of it are limited: a job has retries, and a check no process. */
const isRestarted: Readonly<Record<NodeRecord["kind"], boolean>> = {
  service: true,
  supervisor: true,
  job: false,
  check: false,
};

const whichOf = (shown: Shown, run: number | null, line: number | null): Which => {
  if (shown.name === "past") return { name: "until", at: shown.at, until: endOfSecond(shown) };
  if (shown.name !== "now") return { name: "until", at: shown.at, until: shown.at };
  return run === null ? { name: "newest" } : { name: "run", run, line };
};

/** Output arrives slightly late: all lines before the next state are shown. */
const endOfSecond = ({ at, stay }: Extract<Shown, { readonly name: "past" }>): number =>
  Math.min(Math.floor(at / 1_000) * 1_000 + 999, (stay.until ?? Number.POSITIVE_INFINITY) - 1);

/** Says that the content below is of the past. */
const PastNote = ({ at, onLeave }: { readonly at: number; readonly onLeave: () => void }) => (
  <div className="past-note" role="status">
    <span>
      This page shows <time title={fullTime(at)}>{timeOfDay(at)}</time>,{" "}
      <Age since={new Date(at).toISOString()} /> ago. The state and the commands above are those of now.
    </span>
    <button type="button" className="button tiny" onClick={onLeave}>
      Back to now
    </button>
  </div>
);

/** The restart limits that apply to a node. */
const RestartLimits = ({ node }: { readonly node: NodeRecord }) => {
  const query = explanationQuery(node.path);
  const { data } = useQuery(query);
  // Failures of its siblings count, too.
  useRefreshed(query.queryKey, node.parent ?? node.i);
  const attemptAt = node.next_attempt_at === null ? null : Date.parse(node.next_attempt_at);
  return (data?.restart_windows ?? []).map((window) => (
    <RestartLimit key={`${window.of} ${window.counts}`} window={window} attemptAt={attemptAt} />
  ));
};
