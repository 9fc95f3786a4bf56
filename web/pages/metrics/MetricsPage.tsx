import { useQueries, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { memo, useMemo, useState } from "react";
import { asCurl } from "../../actions/copy/asCurl.ts";
import { knownRevisionsQuery } from "../../api/knownRevisions.ts";
import {
  type HistoryOf,
  historyParameters,
  metricHistoryQuery,
  metricNamesQuery,
  type ReadTime,
  type Span,
  type StoredMetric,
  transitionsQuery,
} from "../../api/metrics.ts";
import { useLive } from "../../live/useLive.ts";
import { changedSearch } from "../../selection/changedSearch.ts";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { Shared } from "../../store/Shared.ts";
import { useNow } from "../../time/clock.ts";
import { Answer } from "../../ui/messages/Answer.tsx";
import { Message } from "../../ui/messages/Message.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { chosenIn, type MetricsAddress, withChosen } from "./address.ts";
import { Choices, RangeChoice } from "./Choices.tsx";
import { commandOf } from "./command.ts";
import { shownSubjects, subjectCount } from "./lines.ts";
import { MetricPanel } from "./MetricPanel.tsx";
import { marksOf } from "./marks.ts";
import { aggregationOf, inOrder } from "./quantity.ts";
import { ShownTimeContext } from "./ShownTime.ts";
import { TimeLine } from "./TimeLine.tsx";
import { readTimeOf, refreshOf, spanOf } from "./time.ts";
import "./metrics.css";

const route = getRouteApi("/shell/history");

/** What children use over time: a plot for each metric. The address has the children, the time and the moment. */
export const MetricsPage = () => {
  useTitle("Metrics");
  return (
    <>
      <Bar actions={<RangeChoice />}>
        <h1>Metrics</h1>
      </Bar>
      <LivePage>
        <div className="stack">
          <Choices />
          <Stored />
        </div>
      </LivePage>
    </>
  );
};

const Stored = () => {
  const { path } = route.useSearch();
  const names = useQuery(metricNamesQuery(path === undefined ? [] : [path]));
  return (
    <Answer query={names}>
      {(metrics) => (metrics.length === 0 ? <Nothing /> : <PassingPlots metrics={metrics} />)}
    </Answer>
  );
};

const Nothing = () => (
  <Message title="Nothing has been measured yet.">
    <p>
      What a running child uses is measured every 30 seconds, and kept for months. The first values are here
      half a minute after its start.
    </p>
  </Message>
);

/** The time of the plots goes on as often as they are read. */
const PassingPlots = ({ metrics }: { readonly metrics: ReadonlyArray<StoredMetric> }) => {
  const every = refreshOf(route.useSearch());
  return <Plots metrics={metrics} end={Math.ceil(useNow() / every) * every} />;
};

interface PlotsProps {
  readonly metrics: ReadonlyArray<StoredMetric>;
  /** The end of a time that goes on, in ms since 1970. */
  readonly end: number;
}

const Plots = memo(({ metrics: stored, end }: PlotsProps) => {
  const metrics = inOrder(stored);
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const store = useLive();
  const { path, lines, compare, at = null } = address;
  const isTogether = lines === "together";
  const subject = useMemo(() => (path === undefined ? [] : [path]), [path]);
  const chosen = chosenIn(address);
  const now = (): number => Date.now() + store.ahead;
  const time = readTimeOf(address, now);
  const reads = metrics.map(
    (of): HistoryOf => ({
      metric: of.metric,
      subject,
      agg: aggregationOf(of, chosen, isTogether),
      isTogether,
    }),
  );
  const histories = useQueries({ queries: reads.map((read) => metricHistoryQuery(read, time)) });
  const known = histories.flatMap(({ data }) => data ?? []);
  const subjects = isTogether ? null : shownSubjects(known);
  const others = isTogether ? 0 : subjectCount(known) - (subjects?.length ?? 0);
  const span = spanOf(address, end);
  const { marks, isCut } = useMarks(subject, time, span);
  const [{ pointed, pressed }] = useState(() => ({
    pointed: new Shared<number | null>(null),
    pressed: new Shared<number | null>(null),
  }));
  const shown = {
    span,
    marks,
    pointed,
    pressed,
    zoom: ({ from, to }: Span): void =>
      void navigate({
        search: (before) =>
          changedSearch(before, {
            range: "",
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
          }),
      }),
    at,
    keep: (moment: number | null): void =>
      void navigate({
        search: ({ at: _, ...others }) => (moment === null ? others : { ...others, at: moment }),
        replace: true,
      }),
  };
  return (
    <ShownTimeContext value={shown}>
      <TimeLine isCut={isCut} />
      {others > 0 ? (
        <p className="small dim">
          {`The ${subjects?.length} children that use most of something have lines; ${others} others do not. Choose a group, or all together.`}
        </p>
      ) : null}
      <div className="metric-panels">
        {metrics.flatMap((of, index) => {
          const [read, history] = [reads[index], histories[index]];
          if (read === undefined || history === undefined) return [];
          return (
            <MetricPanel
              key={of.metric}
              {...{ of, history, read, time, subjects }}
              before={compare === undefined ? null : readTimeOf(address, now, true)}
              onAgg={(word) =>
                void navigate({
                  search: (before) => changedSearch(before, { agg: withChosen(chosen, of.metric, word) }),
                  replace: true,
                })
              }
              copied={copiedOf(read, address, span)}
            />
          );
        })}
      </div>
    </ShownTimeContext>
  );
});
Plots.displayName = "Plots";

/** The restarts and revisions of a time; of restarts, those that the newest entries of the journal have. */
const useMarks = (subject: ReadonlyArray<string>, time: ReadTime, span: Span) => {
  const { data: past } = useQuery(transitionsQuery(subject, time));
  const { data: revisions = [] } = useQuery({
    ...knownRevisionsQuery,
    refetchInterval: time.every ?? false,
  });
  return { marks: marksOf(past?.transitions ?? [], revisions, span), isCut: past?.isCut ?? false };
};

/** A plot as a command: a terminal shows a row for each child, so all together is only a request. */
const copiedOf = (read: HistoryOf, address: MetricsAddress, span: Span) =>
  read.isTogether
    ? { name: "Copy as curl", text: asCurl("GET /metrics", { query: historyParameters(read, span) }) }
    : { name: "Copy command", text: commandOf(read, address, span.to) };
