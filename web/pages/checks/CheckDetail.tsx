import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Actions } from "../../actions/Actions.tsx";
import { type Check, checkQuery } from "../../api/checks.ts";
import { CheckFacts } from "../../checks/CheckFacts.tsx";
import { PingAddress } from "../../checks/PingAddress.tsx";
import { ReportedRuns } from "../../checks/ReportedRuns.tsx";
import { Reports } from "../../checks/Reports.tsx";
import { expectationOf } from "../../checks/words.ts";
import { isException, shownStateOf } from "../../live/shownState.ts";
import { useNode, useTree } from "../../live/useLive.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { nameOf, toParam } from "../../paths.ts";
import { SidePanel } from "../../shell/SidePanel.tsx";
import { useMayAct } from "../../shell/useWho.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { NodeMark } from "../../ui/icons/StateMark.tsx";
import { Answer } from "../../ui/messages/Answer.tsx";

/** A check beside the list: why it is in its state, its commands, its runs and what was reported. */
export const CheckDetail = ({ path, onClose }: { readonly path: string; readonly onClose: () => void }) => {
  const query = checkQuery(path);
  const detail = useQuery(query);
  const node = useNode(useTree((tree) => tree.numberOf(path)));
  useRefreshed(query.queryKey, node?.i);
  const mayAct = useMayAct();
  const { data } = detail;
  return (
    <SidePanel
      title={nameOf(path)}
      what="check"
      mark={data === undefined ? null : <NodeMark node={data.check} />}
      under={
        <Link className="link" to="/children/$path" params={{ path: toParam(path) }}>
          {path}
        </Link>
      }
      onClose={onClose}
    >
      {node === undefined ? null : <Actions node={node} hasKeys={false} />}
      <Answer query={detail}>
        {({ check, runs, reports }) => (
          <>
            <Note check={check} />
            <CheckFacts check={check} />
            {mayAct ? <PingAddress check={check} /> : null}
            <ReportedRuns runs={runs} />
            <Reports reports={reports} />
          </>
        )}
      </Answer>
    </SidePanel>
  );
};

/** The reason of its state, and what is expected next. */
const Note = ({ check }: { readonly check: Check }) => (
  <div className="note">
    {isException(shownStateOf(check)) ? <Glyph state={shownStateOf(check)} /> : null}
    <div className="sentences">
      <p>{check.reason}</p>
      {expectationOf(check) === null ? null : <p className="dim">{expectationOf(check)}</p>}
    </div>
  </div>
);
