import { useRef } from "react";
import type { Expected, Job } from "../../api/jobs.ts";
import type { HistoricRun } from "../../api/runs.ts";
import type { Day } from "../../jobs/lane/day.ts";
import { type Period, partOf, spanOf, ticksOf } from "../../jobs/lane/period.ts";
import { jobOf } from "../../paths.ts";
import { useNow } from "../../time/clock.ts";
import { Gap } from "../../ui/Gap.tsx";
import { useIsNarrow } from "../../ui/useIsNarrow.ts";
import { useRowWindow } from "../../ui/useRowWindow.ts";
import { Axis } from "./Axis.tsx";
import { JobRow } from "./JobRow.tsx";

interface JobTableProps {
  readonly jobs: ReadonlyArray<Job>;
  /** Of the period. */
  readonly expected: ReadonlyArray<Expected>;
  readonly runs: ReadonlyArray<HistoricRun>;
  readonly period: Period;
  readonly day: Day;
  /** The path of the job that is shown. */
  readonly chosen: string | null;
}

const minute = 60_000;
const columns = 5;

const groupsOf = <Item,>(
  items: ReadonlyArray<Item>,
  nameOf: (item: Item) => string,
): ReadonlyMap<string, ReadonlyArray<Item>> => {
  const groups = new Map<string, Array<Item>>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group === undefined) groups.set(nameOf(item), [item]);
    else group.push(item);
  }
  return groups;
};

/** The jobs in the order of the tree, each with its lane. Only the rows in view are in the document. */
export const JobTable = ({ jobs, expected, runs, period, day, chosen }: JobTableProps) => {
  // Lanes are drawn anew each minute: a second is less than a pixel of a day.
  const now = Math.floor(useNow() / minute) * minute;
  const isNarrow = useIsNarrow();
  const whole = spanOf(period, day);
  const span = isNarrow ? partOf(period, whole, now) : whole;
  const ticks = ticksOf(period, day, span, isNarrow);
  const rowsOf = groupsOf(expected, ({ job }) => job);
  const runsOf = groupsOf(runs, ({ path }) => jobOf(path));
  const body = useRef<HTMLTableSectionElement>(null);
  const { first, end, above, below } = useRowWindow(body, jobs.length);
  return (
    <table className="list-table job-table" aria-label="Jobs" aria-rowcount={jobs.length + 1}>
      <thead>
        <tr>
          <th scope="col">Job</th>
          <th scope="col" className="c-when">
            When
          </th>
          <th scope="col" className="c-lane">
            <span className="hidden-text">The {period}</span>
            <Axis ticks={ticks} span={span} period={period} now={now} />
          </th>
          <th scope="col" className="c-last">
            Last
          </th>
          <th scope="col" className="c-next">
            Next
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        <Gap height={above} columns={columns} />
        {jobs.slice(first, end).map((job, index) => (
          <JobRow
            key={job.path}
            job={job}
            row={first + index + 2}
            expected={rowsOf.get(job.path) ?? none}
            runs={runsOf.get(job.path) ?? none}
            ticks={ticks}
            span={span}
            now={now}
            isChosen={job.path === chosen}
          />
        ))}
        <Gap height={below} columns={columns} />
      </tbody>
    </table>
  );
};

const none: ReadonlyArray<never> = [];
