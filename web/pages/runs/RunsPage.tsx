import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { historyQuery, type RunFilter } from "../../api/runs.ts";
import { RunDetail } from "../../runs/RunDetail.tsx";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Message } from "../../ui/messages/Message.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { RunFilters } from "./RunFilters.tsx";
import { RunTable } from "./RunTable.tsx";
import "../../styles/listTable.css";
import "./runs.css";

const route = getRouteApi("/shell/runs");

/** The history of runs, newest first. The address has the filters and the run that is shown. */
export const RunsPage = () => {
  useTitle("Runs");
  const { run, ...filter } = route.useSearch();
  return (
    <>
      <Bar>
        <h1>Runs</h1>
      </Bar>
      <LivePage>
        <div className="stack">
          <RunFilters />
          {run === undefined ? null : (
            <RunDetail
              key={run}
              id={run}
              close={
                <Link className="link small" to="/runs" search={({ run: _, ...others }) => others}>
                  Close
                </Link>
              }
            />
          )}
          <History filter={filter} chosen={run ?? null} />
        </div>
      </LivePage>
    </>
  );
};

const History = ({ filter, chosen }: { readonly filter: RunFilter; readonly chosen: string | null }) => {
  const history = useInfiniteQuery(historyQuery(filter));
  const runs = history.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <Panel title="History" meta="the newest first">
      {history.isPending ? <Reading /> : null}
      {history.isError ? <Failure error={history.error} retry={() => void history.refetch()} /> : null}
      {history.isSuccess && runs.length === 0 ? (
        <Message title={isFiltered ? "No run matches these filters." : "Nothing has run yet."} />
      ) : null}
      {runs.length === 0 ? null : (
        <RunTable
          runs={runs}
          chosen={chosen}
          hasMore={history.hasNextPage}
          isReading={history.isFetchingNextPage}
          onMore={() => void history.fetchNextPage()}
        />
      )}
    </Panel>
  );
};
