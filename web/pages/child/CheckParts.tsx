import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { checkQuery } from "../../api/checks.ts";
import { CheckActions } from "../../checks/CheckActions.tsx";
import { CheckFacts } from "../../checks/CheckFacts.tsx";
import { PingAddress } from "../../checks/PingAddress.tsx";
import { ReportedRuns } from "../../checks/ReportedRuns.tsx";
import { Reports } from "../../checks/Reports.tsx";
import type { NodeRecord } from "../../live/protocol.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { useMayAct } from "../../shell/useWho.ts";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { Panel } from "../../ui/Panel.tsx";
import "../../checks/checks.css";

/** What is known of a check, on its own page. */
export const CheckParts = ({ node }: { readonly node: NodeRecord }) => {
  const query = checkQuery(node.path);
  const detail = useQuery(query);
  useRefreshed(query.queryKey, node.i);
  const mayAct = useMayAct();
  const { data } = detail;
  return (
    <>
      <Panel
        title="Check"
        action={
          <Link className="link small" to="/checks" search={{ check: node.path }}>
            Open in Checks
          </Link>
        }
      >
        {detail.isPending ? <Reading /> : null}
        {detail.isError ? <Failure error={detail.error} retry={() => void detail.refetch()} /> : null}
        {data === undefined ? null : (
          <div className="panel-body stack">
            {mayAct ? <CheckActions check={data.check} /> : null}
            <CheckFacts check={data.check} />
            {mayAct ? <PingAddress check={data.check} /> : null}
          </div>
        )}
      </Panel>
      {data === undefined ? null : (
        <>
          <ReportedRuns runs={data.runs} />
          <Reports reports={data.reports} />
        </>
      )}
    </>
  );
};
