import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { jobsQuery } from "../../api/jobs.ts";
import { JobActions } from "../../jobs/actions/JobActions.tsx";
import { JobMark } from "../../jobs/JobMark.tsx";
import { ComingInstants } from "../../jobs/parts/ComingInstants.tsx";
import { JobFacts } from "../../jobs/parts/JobFacts.tsx";
import { JobHistory } from "../../jobs/parts/JobHistory.tsx";
import type { NodeRecord } from "../../live/protocol.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { useMayAct } from "../../shell/useWho.ts";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { Panel } from "../../ui/Panel.tsx";
import "../../jobs/jobs.css";

/** What a job does, what it did and what comes, on its own page. */
export const JobParts = ({ node }: { readonly node: NodeRecord }) => {
  const jobs = useQuery(jobsQuery);
  useRefreshed(jobsQuery.queryKey, node.i);
  const mayAct = useMayAct();
  const job = jobs.data?.find(({ path }) => path === node.path);
  return (
    <>
      <Panel
        title="Job"
        action={
          <Link className="link small" to="/jobs" search={{ job: node.path }}>
            Open in Jobs
          </Link>
        }
      >
        {jobs.isPending ? <Reading /> : null}
        {jobs.isError ? <Failure error={jobs.error} retry={() => void jobs.refetch()} /> : null}
        {job === undefined ? null : (
          <div className="panel-body stack">
            <JobMark job={job} />
            {mayAct ? <JobActions job={job} /> : null}
            <JobFacts job={job} />
          </div>
        )}
      </Panel>
      {job === undefined ? null : (
        <>
          <ComingInstants job={job} />
          <JobHistory job={job} />
        </>
      )}
    </>
  );
};
