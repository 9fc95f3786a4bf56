import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { runsQuery } from "../../api/child.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import type { Sample } from "../../live/UsageLog.ts";
import { useSamples } from "../../live/useLive.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { toParam } from "../../paths.ts";
import { RunList } from "../../runs/RunList.tsx";
import { timeBetween } from "../../runs/words.ts";
import { bytes, fullTime, timeOfDay } from "../../time/format.ts";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { endOf, peakOf, type Run, runsAt } from "./runs.ts";

interface RunsProps {
  readonly node: NodeRecord;
  /** The shown moment, in ms since 1970; null: now. */
  readonly at?: number | null;
  /** The run whose output is shown. */
  readonly chosen?: number | null;
}

const columns = ["Run", "Started", "End", "Peak memory", "Duration"];

/** The runs of a service, newest first, with their exits. Each links to its output. */
export const Runs = ({ node, at = null, chosen = null }: RunsProps) => {
  const query = runsQuery(node.path);
  const runs = useInfiniteQuery(query);
  const samples = useSamples(node.i);
  useRefreshed(query.queryKey, node.i);
  const known = runs.data?.pages.flatMap(({ items }) => items);
  const shown = known === undefined || at === null ? known : runsAt(known, at);
  return (
    <Panel
      title="Runs"
      meta={at === null ? "the newest first" : `as known at ${timeOfDay(at)}`}
      action={
        <span className="row">
          {runs.hasNextPage ? (
            <button
              type="button"
              className="button ghost tiny"
              aria-busy={runs.isFetchingNextPage}
              onClick={() => void runs.fetchNextPage()}
            >
              {runs.isFetchingNextPage ? "reading…" : moreOf(node, known?.length ?? 0)}
            </button>
          ) : null}
          <Link className="link small" to="/runs" search={{ path: node.path }}>
            Open in Runs
          </Link>
        </span>
      }
    >
      {runs.isPending ? <Reading /> : null}
      {runs.isError ? <Failure error={runs.error} retry={() => void runs.refetch()} /> : null}
      {shown?.length === 0 ? (
        <p className="message">
          {at === null ? "It has not run yet." : "No run that was read had begun then."}
        </p>
      ) : null}
      {shown === undefined || shown.length === 0 ? null : (
        <RunList label={`Runs of ${node.path}`} columns={columns}>
          {shown.map((run) => (
            <RunRow
              key={run.run}
              path={node.path}
              run={run}
              samples={samples}
              isChosen={run.run === chosen}
            />
          ))}
        </RunList>
      )}
    </Panel>
  );
};

const moreOf = ({ run }: NodeRecord, shown: number): string =>
  run === null || run <= shown ? "More" : `All ${run} runs`;

interface RunRowProps {
  readonly path: string;
  readonly run: Run;
  readonly samples: ReadonlyArray<Sample>;
  readonly isChosen: boolean;
}

const RunRow = ({ path, run, samples, isChosen }: RunRowProps) => {
  const { started_at, ended_at } = run;
  const peak = peakOf(run, samples);
  return (
    <tr aria-current={isChosen ? "true" : undefined}>
      <td>
        {run.output === null ? (
          <span className="dim" title="Nothing of its output is kept">
            #{run.run}
          </span>
        ) : (
          <Link
            className="link"
            to="/children/$path"
            params={{ path: toParam(path) }}
            search={{ run: run.run }}
            hash="output"
            title={`Output of run ${run.run}`}
          >
            #{run.run}
          </Link>
        )}
      </td>
      <td className="mono">
        {started_at === null ? "–" : <time title={fullTime(started_at)}>{timeOfDay(started_at)}</time>}
      </td>
      <td className="cut" title={run.reason}>
        {endOf(run)}
      </td>
      <td className="faint figure" title={peak === null ? undefined : "The most memory"}>
        {peak === null ? "" : bytes(peak)}
      </td>
      <td className="dim figure">{timeBetween(started_at, ended_at)}</td>
    </tr>
  );
};
