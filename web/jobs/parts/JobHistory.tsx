import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Job, ledgerOfJobQuery, runsOfJobQuery } from "../../api/jobs.ts";
import { jobOf } from "../../paths.ts";
import { RunList } from "../../runs/RunList.tsx";
import { exitOf, lengthOf, outcomeWords, triggerWords } from "../../runs/words.ts";
import { ShortMoment } from "../../time/ShortMoment.tsx";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { LaneIcon } from "../lane/LaneShape.tsx";
import { kindOfRun } from "../lane/lane.ts";
import { reasonWords } from "../words.ts";
import { type Entry, entriesOf } from "./history.ts";

/** How many runs and instants are listed. */
const listed = 30;

const columns = ["At", "Outcome", "Started by", "Duration"];

/** The newest runs of a job, and the instants without one. */
export const JobHistory = ({ job: { path } }: { readonly job: Pick<Job, "path"> }) => {
  const runs = useQuery(runsOfJobQuery(path, listed));
  const ledger = useQuery(ledgerOfJobQuery(path, listed));
  const failed = [runs, ledger].find(({ isError }) => isError);
  const entries = runs.data && ledger.data && entriesOf(runs.data, ledger.data);
  return (
    <Panel
      title="Runs"
      meta="the newest first"
      action={
        <Link className="link small" to="/runs" search={{ path }}>
          Open in Runs
        </Link>
      }
    >
      {failed === undefined ? null : <Failure error={failed.error} retry={() => void failed.refetch()} />}
      {entries === undefined && failed === undefined ? <Reading /> : null}
      {entries?.length === 0 ? <p className="message">It has not run yet.</p> : null}
      {entries === undefined || entries.length === 0 ? null : (
        <RunList label="Runs of the job" columns={columns}>
          {entries.map((entry) => (
            <EntryRow
              key={`${entry.kind} ${entry.at} ${entry.kind === "run" ? entry.run.id : ""}`}
              entry={entry}
            />
          ))}
        </RunList>
      )}
    </Panel>
  );
};

const EntryRow = ({ entry }: { readonly entry: Entry }) => {
  if (entry.kind === "instant") {
    const { outcome, reason } = entry.row;
    const why = reasonWords(reason);
    return (
      <tr>
        <td className="mono">
          <ShortMoment at={entry.at} />
        </td>
        <td>
          <span className="row">
            <LaneIcon kind={outcome} />
            {outcome}
          </span>
        </td>
        <td className="dim cut" colSpan={2} title={why ?? undefined}>
          {why}
        </td>
      </tr>
    );
  }
  const { run } = entry;
  return (
    <tr>
      <td className="mono">
        <Link
          className="link"
          to="/jobs"
          search={({ day }) => ({ ...(day === undefined ? {} : { day }), job: jobOf(run.path), run: run.id })}
        >
          <ShortMoment at={entry.at} />
        </Link>
      </td>
      <td title={run.reason}>
        <span className="row">
          <LaneIcon kind={kindOfRun(run)} />
          {run.outcome === "failed" ? (exitOf(run) ?? "failed") : outcomeWords[run.outcome]}
        </span>
      </td>
      <td className="dim">
        {triggerWords[run.trigger]}
        {run.attempt === null || run.attempt < 2 ? "" : `, attempt ${run.attempt}`}
      </td>
      <td className="dim figure">{lengthOf(run, Date.now())}</td>
    </tr>
  );
};
