import { useQuery } from "@tanstack/react-query";
import type { AnswerOf } from "../../../src/client/routes.ts";
import { runsQuery } from "../../api/child.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { duration, fullTime, timeOfDay } from "../../time/format.ts";
import { Failure, Reading } from "../../ui/Message.tsx";
import { Panel } from "../../ui/Panel.tsx";

type Run = AnswerOf<"GET /children/:path/runs">["items"][number];

/** The newest runs of a service, and how they ended. */
export const Runs = ({ node }: { readonly node: NodeRecord }) => {
  const query = runsQuery(node.path);
  const runs = useQuery(query);
  useRefreshed(query.queryKey, node.i);
  return (
    <Panel title="Runs" meta="the newest first">
      {runs.isPending ? <Reading /> : null}
      {runs.isError ? <Failure error={runs.error} retry={() => void runs.refetch()} /> : null}
      {runs.data?.items.length === 0 ? <p className="message">It has not run yet.</p> : null}
      {runs.data === undefined || runs.data.items.length === 0 ? null : (
        <table className="small-table">
          <thead className="hidden-text">
            <tr>
              <th>Run</th>
              <th>Started</th>
              <th>End</th>
              <th>Lasted</th>
            </tr>
          </thead>
          <tbody>
            {runs.data.items.map((run) => (
              <RunRow key={run.run} run={run} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
};

const endOf = ({ exit, ended_at, state, reason }: Run): string => {
  if (ended_at === null) return state;
  if (exit === null) return reason;
  return exit.signal ?? `exit code ${exit.code}`;
};

const RunRow = ({ run }: { readonly run: Run }) => {
  const { started_at, ended_at } = run;
  return (
    <tr>
      <td className="dim">#{run.run}</td>
      <td className="mono">
        {started_at === null ? "–" : <time title={fullTime(started_at)}>{timeOfDay(started_at)}</time>}
      </td>
      <td className="cut" title={run.reason}>
        {endOf(run)}
      </td>
      <td className="dim figure">
        {started_at === null || ended_at === null
          ? ""
          : duration(Date.parse(ended_at) - Date.parse(started_at))}
      </td>
    </tr>
  );
};
