import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { checkQuery } from "../../api/checks.ts";
import { CheckFacts } from "../../checks/CheckFacts.tsx";
import { PingAddress } from "../../checks/PingAddress.tsx";
import { ReportedRuns } from "../../checks/ReportedRuns.tsx";
import { Reports } from "../../checks/Reports.tsx";
import type { NodeRecord } from "../../live/protocol.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { useMayAct } from "../../shell/useWho.ts";
import { Answer } from "../../ui/messages/Answer.tsx";
import { Panel } from "../../ui/Panel.tsx";
import "../../checks/checks.css";

/** What is known of a check, on its own page. */
const CheckParts = ({ node }: { readonly node: NodeRecord }) => {
  const query = checkQuery(node.path);
  const detail = useQuery(query);
  useRefreshed(query.queryKey, node.i);
  const mayAct = useMayAct();
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
        <Answer query={detail}>
          {({ check }) => (
            <div className="panel-body stack">
              <CheckFacts check={check} />
              {mayAct ? <PingAddress check={check} /> : null}
            </div>
          )}
        </Answer>
      </Panel>
      {detail.data === undefined ? null : (
        <>
          <ReportedRuns runs={detail.data.runs} />
          <Reports reports={detail.data.reports} />
        </>
      )}
    </>
  );
};

export default CheckParts;
