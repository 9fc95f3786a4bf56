import { useMemo, useState } from "react";
import { sizeWords } from "../../live/sizeWords.ts";
import { useTree } from "../../live/useLive.ts";
import { TreeMap } from "../../map/TreeMap.tsx";
import { parseFilter } from "../../selection/filter.ts";
import { Bar } from "../../shell/Bar.tsx";
import { PauseButton } from "../../shell/contact/PauseButton.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { Icon } from "../../ui/icons/Icon.tsx";
import { Message } from "../../ui/messages/Message.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { NeedsAttention } from "./NeedsAttention.tsx";
import { RecentTransitions } from "./RecentTransitions.tsx";
import { Verdict } from "./Verdict.tsx";

/** The state of the whole tree: the verdict, the nodes that need attention, and the map. */
export const OverviewPage = () => {
  useTitle("Overview");
  // A user whose scope is one child does not see the root.
  const isEmpty = useTree((tree) => tree.order.every((i) => tree.node(i)?.path === ""));
  return (
    <>
      <Bar actions={<PauseButton />}>
        <h1>Overview</h1>
      </Bar>
      <LivePage>{isEmpty ? <EmptyTree /> : <Overview />}</LivePage>
    </>
  );
};

const EmptyTree = () => (
  <Message title="There is nothing to supervise yet.">
    <p>
      Declare children in the file of this tree, then run <code className="mono">sentinel apply</code>; or try
      one by hand: <code className="mono">sentinel add demo -- sleep 60</code>
    </p>
  </Message>
);

const Overview = () => (
  <div className="with-rail">
    <div className="stack">
      <Verdict />
      <NeedsAttention />
      <Everything />
    </div>
    <div className="stack">
      <RecentTransitions />
    </div>
  </div>
);

const Everything = () => {
  const [filter, setFilter] = useState("");
  const tokens = useMemo(() => parseFilter(filter), [filter]);
  const counts = useTree(sizeWords);
  return (
    <section aria-labelledby="everything">
      <header className="section-head">
        <h2 id="everything">Everything</h2>
        <span className="faint small">{counts}</span>
        <span className="grow" />
        <label className="field">
          <Icon name="filter" little />
          <span className="hidden-text">Filter by path, state or kind</span>
          <input
            type="search"
            placeholder="Filter"
            value={filter}
            onChange={({ target }) => setFilter(target.value)}
          />
          <kbd className="key">/</kbd>
        </label>
      </header>
      <TreeMap filter={tokens} />
    </section>
  );
};
