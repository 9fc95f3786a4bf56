import { Link } from "@tanstack/react-router";
import type { HistoricRun } from "../../api/runs.ts";
import { Age } from "../../time/Age.tsx";
import { dayOf, fullTime, timeOfDay } from "../../time/format.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { Older } from "../../ui/Older.tsx";
import { lengthOf, marks, outcomeWords, triggerWords } from "./words.ts";

interface RunTableProps {
  readonly runs: ReadonlyArray<HistoricRun>;
  /** The id of the run that is shown. */
  readonly chosen: string | null;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly onMore: () => void;
}

/** Runs, and older ones as soon as the end of them is in view. */
export const RunTable = ({ runs, chosen, hasMore, isReading, onMore }: RunTableProps) => (
  <div className="run-room">
    <table className="run-table" aria-label="Runs">
      <thead>
        <tr>
          {["Outcome", "Run", "Started", "Took", "Started by", "Why"].map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} isChosen={run.id === chosen} />
        ))}
      </tbody>
    </table>
    {hasMore ? (
      <Older key={runs.length} what="runs" isReading={isReading} onMore={onMore} />
    ) : (
      <p className="table-end small faint">No older runs are kept.</p>
    )}
  </div>
);

const RunRow = ({ run, isChosen }: { readonly run: HistoricRun; readonly isChosen: boolean }) => {
  const { id, outcome, started_at, trigger, by, reason } = run;
  return (
    <tr aria-current={isChosen ? "true" : undefined}>
      <td>
        <span className="row">
          <Glyph state={marks[outcome]} />
          {outcomeWords[outcome]}
        </span>
      </td>
      <td className="mono">
        <Link className="link" to="/runs" search={(before) => ({ ...before, run: id })} resetScroll>
          {id}
        </Link>
      </td>
      <td className="mono faint">
        {started_at === null ? (
          "–"
        ) : (
          <time dateTime={started_at} title={fullTime(started_at)}>
            <span className="day">{dayOf(started_at)} </span>
            {timeOfDay(started_at)}
          </time>
        )}
      </td>
      <td className="dim">
        {outcome === "running" && started_at !== null ? (
          <Age since={started_at} />
        ) : (
          (lengthOf(run, Date.now()) ?? "–")
        )}
      </td>
      <td className="dim">
        {triggerWords[trigger]}
        {by === "system" ? null : <span className="faint"> {by.replace(/^user:/, "")}</span>}
      </td>
      <td className="dim cut why" title={reason}>
        {reason}
      </td>
    </tr>
  );
};
