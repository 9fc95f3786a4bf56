import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { checksQuery } from "../../api/checks.ts";
import { summaryOf } from "../../checks/words.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Message } from "../../ui/messages/Message.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { CheckDetail } from "./CheckDetail.tsx";
import { CheckTable } from "./CheckTable.tsx";
import "../../styles/listTable.css";
import "../../checks/checks.css";

const route = getRouteApi("/shell/checks");

/** The checks: jobs that run elsewhere and report. The address has the one that is shown. */
export const ChecksPage = () => {
  useTitle("Checks");
  const { check } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <Bar>
        <h1>Checks</h1>
      </Bar>
      <LivePage flush>
        <div className={check === undefined ? "tree-split" : "tree-split with-inspector"}>
          <List chosen={check ?? null} />
          {check === undefined ? null : (
            <CheckDetail key={check} path={check} onClose={() => void navigate({ search: {} })} />
          )}
        </div>
      </LivePage>
    </>
  );
};

const List = ({ chosen }: { readonly chosen: string | null }) => {
  const checks = useQuery(checksQuery);
  useRefreshed(checksQuery.queryKey);
  const { data } = checks;
  return (
    <div className="tree-list checks">
      {checks.isPending ? <Reading /> : null}
      {checks.isError ? <Failure error={checks.error} retry={() => void checks.refetch()} /> : null}
      {data === undefined ? null : data.length === 0 ? (
        <NoChecks />
      ) : (
        <>
          <p className="page-sentence">
            <b className="strong">{summaryOf(data)}</b>{" "}
            <span className="dim">
              {data.length === 1 ? "1 job reports" : `${data.length} jobs report`} from elsewhere.
            </span>
          </p>
          <CheckTable checks={data} chosen={chosen} />
        </>
      )}
    </div>
  );
};

const NoChecks = () => (
  <Message title="There are no checks.">
    <p>
      A check watches a job that runs elsewhere and reports, and says when a report is missing:{" "}
      <code>backup: {"{ check: { every: 1d, grace: 1h } }"}</code>
    </p>
  </Message>
);
