import type { CheckRun } from "../api/checks.ts";
import { RunList } from "../runs/RunList.tsx";
import { timeBetween } from "../runs/words.ts";
import { ShortMoment } from "../time/ShortMoment.tsx";
import { Glyph } from "../ui/icons/Glyph.tsx";
import { Panel } from "../ui/Panel.tsx";
import { runMarks } from "./words.ts";

const columns = ["Run", "Reported", "Outcome", "Duration"];

/** The runs of a check as its job has reported them, newest first. */
export const ReportedRuns = ({ runs }: { readonly runs: ReadonlyArray<CheckRun> }) => (
  <Panel title="Runs" meta="as reported, the newest first">
    {runs.length === 0 ? (
      <p className="message">No run has been reported.</p>
    ) : (
      <RunList label="Reported runs" columns={columns}>
        {runs.map((run) => (
          <RunRow key={run.run} run={run} />
        ))}
      </RunList>
    )}
  </Panel>
);

const RunRow = ({ run: { run, id, started_at, ended_at, outcome } }: { readonly run: CheckRun }) => {
  const at = ended_at ?? started_at;
  return (
    <tr>
      <td className="dim" title={id ?? undefined}>
        #{run}
      </td>
      <td className="mono">{at === null ? "–" : <ShortMoment at={at} />}</td>
      <td>
        <span className="row">
          <Glyph state={runMarks[outcome]} little />
          {outcome}
        </span>
      </td>
      <td className="dim figure">{timeBetween(started_at, ended_at)}</td>
    </tr>
  );
};
