import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import type { HistoricRun } from "../../api/runs.ts";
import { lengthOf, marks, outcomeWords, triggerWords } from "../../runs/words.ts";
import { Age } from "../../time/Age.tsx";
import { dayOf, fullTime, timeOfDay } from "../../time/format.ts";
import { Gap } from "../../ui/Gap.tsx";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { Older } from "../../ui/Older.tsx";
import { useRowWindow } from "../../ui/useRowWindow.ts";

interface RunTableProps {
  readonly runs: ReadonlyArray<HistoricRun>;
  /** The id of the run that is shown. */
  readonly chosen: string | null;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly onMore: () => void;
}

const columns = ["Outcome", "Run", "Started", "Took", "Started by", "Why"];

/** Runs, and older ones as soon as the end of them is in view. Only the rows in view are in the document. */
export const RunTable = ({ runs, chosen, hasMore, isReading, onMore }: RunTableProps) => {
  const body = useRef<HTMLTableSectionElement>(null);
  const { first, end, above, below } = useRowWindow(body, runs.length);
  return (
    <div className="run-room">
      <table
        className="list-table run-table"
        aria-label="Runs"
        aria-rowcount={hasMore ? -1 : runs.length + 1}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          <Gap height={above} columns={columns.length} />
          {runs.slice(first, end).map((run, index) => (
            <RunRow key={run.id} run={run} row={first + index + 2} isChosen={run.id === chosen} />
          ))}
          <Gap height={below} columns={columns.length} />
        </tbody>
      </table>
      {hasMore ? (
        <Older key={runs.length} what="runs" isReading={isReading} onMore={onMore} />
      ) : (
        <p className="table-end small faint">No older runs are kept.</p>
      )}
    </div>
  );
};

interface RunRowProps {
  readonly run: HistoricRun;
  /** Its number in the table, whose head is 1. */
  readonly row: number;
  readonly isChosen: boolean;
}

const RunRow = ({ run, row, isChosen }: RunRowProps) => {
  const { id, outcome, started_at, trigger, by, reason } = run;
  return (
    <tr data-row={row} aria-rowindex={row} aria-current={isChosen ? "true" : undefined}>
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
