import { useQuery } from "@tanstack/react-query";
import { type Coming, comingQuery, type Job } from "../../api/jobs.ts";
import { InstantRow } from "../../time/InstantRow.tsx";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { Panel } from "../../ui/Panel.tsx";

/** How many instants are listed. */
const listed = 5;

/** The next instants of a job, with what is unusual about each. */
export const ComingInstants = ({ job }: { readonly job: Pick<Job, "path" | "next_at"> }) => {
  const coming = useQuery(comingQuery(job.path, job.next_at, listed));
  return (
    <Panel title="Next">
      {coming.isPending ? <Reading /> : null}
      {coming.isError ? <Failure error={coming.error} retry={() => void coming.refetch()} /> : null}
      {coming.data === undefined ? null : <List instants={coming.data} />}
    </Panel>
  );
};

const List = ({ instants }: { readonly instants: ReadonlyArray<Coming> }) =>
  instants.length === 0 ? (
    <p className="message">No instant is expected.</p>
  ) : (
    <table className="small-table instants">
      <tbody>
        {instants.map((instant) => (
          <InstantRow key={instant.at} instant={instant} />
        ))}
      </tbody>
    </table>
  );
