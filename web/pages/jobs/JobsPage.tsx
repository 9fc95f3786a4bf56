import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { jobRunsQuery, jobsQuery, ledgerQuery } from "../../api/jobs.ts";
import { type Day, dayAt } from "../../jobs/lane/day.ts";
import { LaneIcon } from "../../jobs/lane/LaneShape.tsx";
import { laneKinds } from "../../jobs/lane/lane.ts";
import { type Period, spanOf } from "../../jobs/lane/period.ts";
import { countOf, laneWords, summaryOf } from "../../jobs/words.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { jobOf } from "../../paths.ts";
import { RunDetail } from "../../runs/RunDetail.tsx";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { useNow } from "../../time/clock.ts";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Message } from "../../ui/messages/Message.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { JobDetail } from "./JobDetail.tsx";
import { JobTable } from "./JobTable.tsx";
import { PeriodChoice } from "./PeriodChoice.tsx";
import "../../styles/listTable.css";
import "../../jobs/jobs.css";

const route = getRouteApi("/shell/jobs");

/** The jobs of a day or a week, each with its lane. The address has the day, the job and the run that are shown. */
export const JobsPage = () => {
  useTitle("Jobs");
  const { day, period = "day", job } = route.useSearch();
  const navigate = route.useNavigate();
  const today = dayAt(useNow());
  return (
    <>
      <Bar actions={<PeriodChoice period={period} day={day ?? today} today={today} />}>
        <h1>Jobs</h1>
      </Bar>
      <LivePage flush>
        <div className={job === undefined ? "tree-split" : "tree-split with-inspector"}>
          <Lanes period={period} day={day ?? today} chosen={job ?? null} />
          {job === undefined ? null : (
            <JobDetail
              key={job}
              path={job}
              onClose={() => void navigate({ search: ({ job: _, run: __, ...rest }) => rest })}
            />
          )}
        </div>
      </LivePage>
    </>
  );
};

interface LanesProps {
  readonly period: Period;
  readonly day: Day;
  /** The path of the job that is shown. */
  readonly chosen: string | null;
}

const Lanes = ({ period, day, chosen }: LanesProps) => {
  const { run } = route.useSearch();
  const span = spanOf(period, day);
  const jobs = useQuery(jobsQuery);
  const ledger = useQuery(ledgerQuery(span));
  const paths = jobs.data?.map(({ path }) => path);
  const runs = useQuery({ ...jobRunsQuery(paths ?? [], span), enabled: paths !== undefined });
  useRefreshed(jobsQuery.queryKey);
  useRefreshed(["ledger"]);
  const failed = [jobs, ledger, runs].find(({ isError }) => isError);
  if (failed !== undefined)
    return (
      <div className="tree-list">
        <Failure error={failed.error} retry={() => void failed.refetch()} />
      </div>
    );
  if (jobs.data === undefined || ledger.data === undefined || runs.data === undefined)
    return (
      <div className="tree-list">
        <Reading />
      </div>
    );
  if (jobs.data.length === 0)
    return (
      <div className="tree-list">
        <NoJobs />
      </div>
    );
  const [first, rest] = summaryOf(countOf(ledger.data.items, runs.data.items, { jobOf, from: span.from }));
  return (
    <div className="tree-list">
      <div className="jobs-head">
        <p>
          <b className="strong">{first}</b> <span className="dim">{rest}</span>
        </p>
        <span className="grow" />
        <Legend />
      </div>
      <div className="jobs-scroll">
        <JobTable
          jobs={jobs.data}
          expected={ledger.data.items}
          runs={runs.data.items}
          period={period}
          day={day}
          chosen={chosen}
        />
        {ledger.data.isAll && runs.data.isAll ? null : (
          <p className="table-end small faint">
            More was expected in this {period} than is read: its beginning is not complete.
          </p>
        )}
        {run === undefined ? null : (
          <div className="jobs-run stack">
            <RunDetail
              key={run}
              id={run}
              close={
                <Link className="link small" to="/jobs" search={({ run: _, ...others }) => others}>
                  Close
                </Link>
              }
            />
          </div>
        )}
      </div>
    </div>
  );
};

const Legend = () => (
  <ul className="lane-legend small dim">
    {laneKinds.map((kind) => (
      <li key={kind}>
        <LaneIcon kind={kind} />
        {laneWords[kind]}
      </li>
    ))}
  </ul>
);

const NoJobs = () => (
  <Message title="There are no jobs.">
    <p>
      A job runs a command at its times, by hand or after another job:{" "}
      <code>backup: {'{ command: ./backup.sh, schedule: { cron: "0 3 * * *" } }'}</code>
    </p>
  </Message>
);
