import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { comingQuery, type Job } from "../../api/jobs.ts";
import { LaneDrawing } from "../../jobs/lane/LaneDrawing.tsx";
import { type LaneOf, laneOf } from "../../jobs/lane/lane.ts";
import type { Tick } from "../../jobs/lane/period.ts";
import { isStopped, stateOf, whenWords } from "../../jobs/words.ts";
import { shownStateOf } from "../../live/shownState.ts";
import { outcomeWords, marks as runMarks } from "../../runs/words.ts";
import { Ago } from "../../time/Age.tsx";
import { Glyph } from "../../ui/icons/Glyph.tsx";

interface JobRowProps extends Omit<LaneOf, "coming" | "hasMore"> {
  readonly job: Job;
  /** Its number in the table, whose head is 1. */
  readonly row: number;
  readonly ticks: ReadonlyArray<Tick>;
  readonly isChosen: boolean;
}

/** The most instants that are drawn one by one. */
const mostComing = 24;

export const JobRow = ({ job, row, expected, runs, ticks, span, now, isChosen }: JobRowProps) => {
  const isFuture = span.until > now;
  const { data: coming = none } = useQuery({
    ...comingQuery(job.path, job.next_at, mostComing, span.from > now ? span.from : null),
    enabled: isFuture && job.next_at !== null,
  });
  const lane = useMemo(
    () => laneOf({ expected, runs, coming, span, now, hasMore: coming.length === mostComing }),
    [expected, runs, coming, span, now],
  );
  const isTrouble = lane.marks.some(({ kind }) => kind === "missed" || kind === "failed");
  return (
    <tr data-row={row} aria-rowindex={row} aria-current={isChosen ? "true" : undefined}>
      <th scope="row" className="c-job">
        <Link
          to="/jobs"
          search={({ run: _, ...before }) => ({ ...before, job: job.path })}
          className={isTrouble ? "strong" : ""}
        >
          {job.path}
        </Link>
      </th>
      <td className="c-when faint cut" title={whenWords(job)}>
        {whenWords(job)}
      </td>
      <td className="c-lane">
        <LaneDrawing lane={lane} span={span} ticks={ticks} now={now} />
      </td>
      <td className="c-last dim">
        <Last job={job} />
      </td>
      <td className="c-next dim">
        {job.next_at === null || job.condition === "paused" ? "–" : <Ago at={job.next_at} />}
      </td>
    </tr>
  );
};

const none: ReadonlyArray<never> = [];

/** What the job is doing if that is worth a word, or else how its last run ended. */
const Last = ({ job }: { readonly job: Job }) => {
  const { condition, last_run } = job;
  if (isStopped(job) || condition !== "idle")
    return (
      <span className="row">
        <Glyph state={shownStateOf(job)} little />
        <span className="cut" title={stateOf(job)}>
          {stateOf(job)}
        </span>
      </span>
    );
  if (last_run === null) return <span className="faint">no run yet</span>;
  const { outcome, ended_at } = last_run;
  return (
    <span className="row">
      {outcome === "succeeded" ? null : <Glyph state={runMarks[outcome]} little />}
      {outcome === "succeeded" ? "ok" : outcomeWords[outcome]}
      {ended_at === null ? null : (
        <span className="faint cut">
          <Ago at={ended_at} />
        </span>
      )}
    </span>
  );
};
