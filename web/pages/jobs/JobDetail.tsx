import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Actions } from "../../actions/Actions.tsx";
import { type Job, jobQuery } from "../../api/jobs.ts";
import { JobMark } from "../../jobs/JobMark.tsx";
import { ComingInstants } from "../../jobs/parts/ComingInstants.tsx";
import { JobFacts } from "../../jobs/parts/JobFacts.tsx";
import { JobHistory } from "../../jobs/parts/JobHistory.tsx";
import { JobNote } from "../../jobs/parts/JobNote.tsx";
import { useNode, useTree } from "../../live/useLive.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { nameOf, toParam } from "../../paths.ts";
import { SidePanel } from "../../shell/SidePanel.tsx";
import { Answer } from "../../ui/messages/Answer.tsx";

/** A job beside the list: why it is in its state, its commands, what it did and what comes. */
export const JobDetail = ({ path, onClose }: { readonly path: string; readonly onClose: () => void }) => {
  const query = jobQuery(path);
  const job = useQuery(query);
  const node = useNode(useTree((tree) => tree.numberOf(path)));
  useRefreshed(query.queryKey, node?.i);
  return (
    <SidePanel
      title={nameOf(path)}
      what="job"
      mark={job.data === undefined ? null : <JobMark job={job.data} />}
      under={
        <Link className="link" to="/children/$path" params={{ path: toParam(path) }}>
          {path}
        </Link>
      }
      onClose={onClose}
    >
      {node === undefined ? null : <Actions node={node} hasKeys={false} />}
      <Answer query={job}>{(data) => <Parts job={data} />}</Answer>
    </SidePanel>
  );
};

const Parts = ({ job }: { readonly job: Job }) => (
  <>
    <JobNote job={job} />
    <JobFacts job={job} />
    <ComingInstants job={job} />
    <JobHistory job={job} />
  </>
);
