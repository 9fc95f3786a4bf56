import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Revision, recentRevisionsQuery } from "../../../api/config.ts";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { RevisionRow } from "./RevisionRow.tsx";

/** The newest revisions, each with a link to its changes. */
export const RecentRevisions = ({ newest }: { readonly newest: Revision | null | undefined }) => {
  const { data, error, refetch } = useQuery(recentRevisionsQuery(newest?.number));
  return (
    <section aria-label="History">
      <div className="config-head">
        <h2>History</h2>
        <span className="grow" />
        <Link className="link small" to="/config" search={{ view: "history" }}>
          All
        </Link>
      </div>
      {error !== null ? <Failure error={error} retry={() => void refetch()} /> : null}
      {data === undefined && error === null ? <Reading /> : null}
      <ul>
        {(data ?? []).map((revision) => (
          <li key={revision.number}>
            <RevisionRow revision={revision} isInForce={revision.number === newest?.number} />
          </li>
        ))}
      </ul>
    </section>
  );
};
