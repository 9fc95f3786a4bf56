import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { jobQuery } from "../../api/jobs.ts";
import { ComingInstants } from "../../jobs/parts/ComingInstants.tsx";
import { JobFacts } from "../../jobs/parts/JobFacts.tsx";
import { JobHistory } from "../../jobs/parts/JobHistory.tsx";
import type { NodeRecord } from "../../live/protocol.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { Answer } from "../../ui/messages/Answer.tsx";
import { Panel } from "../../ui/Panel.tsx";
import "../../jobs/jobs.css";

/** What a job does, what it did and what comes, on its own page. */
const JobParts = ({ node }: { readonly node: NodeRecord }) => {
  const query = jobQuery(node.path);
  const job = useQuery(query);
  useRefreshed(query.queryKey, node.i);
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
        <Answer query={job}>
          {(data) => (
            <div className="panel-body">
              <JobFacts job={data} />
            </div>
          )}
        </Answer>
      </Panel>
      {job.data === undefined ? null : (
        <>
          <ComingInstants job={job.data} />
          <JobHistory job={job.data} />
        </>
      )}
    </>
  );
};

export default JobParts;
