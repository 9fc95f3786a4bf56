import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Job, jobsQuery } from "../../api/jobs.ts";
import { JobActions } from "../../jobs/actions/JobActions.tsx";
import { JobMark } from "../../jobs/JobMark.tsx";
import { ComingInstants } from "../../jobs/parts/ComingInstants.tsx";
import { JobFacts } from "../../jobs/parts/JobFacts.tsx";
import { JobHistory } from "../../jobs/parts/JobHistory.tsx";
import { JobNote } from "../../jobs/parts/JobNote.tsx";
import { nameOf, toParam } from "../../paths.ts";
import { SidePanel } from "../../shell/SidePanel.tsx";
import { useMayAct } from "../../shell/useWho.ts";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Message } from "../../ui/messages/Message.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";

/** A job beside the list: why it is in its state, its commands, what it did and what comes. */
export const JobDetail = ({ path, onClose }: { readonly path: string; readonly onClose: () => void }) => {
  const jobs = useQuery(jobsQuery);
  const job = jobs.data?.find((one) => one.path === path);
  return (
    <SidePanel
      title={nameOf(path)}
      what="job"
      mark={job === undefined ? null : <JobMark job={job} />}
      under={
        <Link className="link" to="/children/$path" params={{ path: toParam(path) }}>
          {path}
        </Link>
      }
      onClose={onClose}
    >
      {jobs.isPending ? <Reading /> : null}
      {jobs.isError ? <Failure error={jobs.error} retry={() => void jobs.refetch()} /> : null}
      {jobs.isSuccess && job === undefined ? (
        <Message title={`There is no job ${path}.`}>
          <p>It was removed, or you have no access to it.</p>
        </Message>
      ) : null}
      {job === undefined ? null : <Parts job={job} />}
    </SidePanel>
  );
};

const Parts = ({ job }: { readonly job: Job }) => (
  <>
    {useMayAct() ? <JobActions job={job} /> : null}
    <JobNote job={job} />
    <JobFacts job={job} />
    <ComingInstants job={job} />
    <JobHistory job={job} />
  </>
);
