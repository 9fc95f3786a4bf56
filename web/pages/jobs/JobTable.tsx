import type { Expected, Job } from "../../api/jobs.ts";
import type { HistoricRun } from "../../api/runs.ts";
import { hoursOf, partOf, shareOf, spanOf } from "../../jobs/lane/day.ts";
import { jobOf } from "../../paths.ts";
import { useNow } from "../../time/clock.ts";
import { timeOfDay } from "../../time/format.ts";
import { useIsNarrow } from "../../ui/useIsNarrow.ts";
import { JobRow } from "./JobRow.tsx";

interface JobTableProps {
  readonly jobs: ReadonlyArray<Job>;
  /** Of the day. */
  readonly expected: ReadonlyArray<Expected>;
  readonly runs: ReadonlyArray<HistoricRun>;
  readonly day: string;
  /** The path of the job that is shown. */
  readonly chosen: string | null;
}

const minute = 60_000;
/** An hour this near to now has no label, as a share of the lane: that of now is there. */
const labelRoom = 0.1;

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

/** All jobs in the order of the tree, each with its lane. */
export const JobTable = ({ jobs, expected, runs, day, chosen }: JobTableProps) => {
  // Lanes are drawn anew each minute: a second is less than a pixel of a day.
  const now = Math.floor(useNow() / minute) * minute;
  const whole = spanOf(day);
  const span = useIsNarrow() ? partOf(whole, now) : whole;
  const hours = hoursOf(day, span);
  const rowsOf = groupsOf(expected, ({ job }) => job);
  const runsOf = groupsOf(runs, ({ path }) => jobOf(path));
  const isToday = now >= span.from && now < span.until;
  return (
    <table className="job-table" aria-label="Jobs">
      <thead>
        <tr>
          <th scope="col">Job</th>
          <th scope="col" className="c-when">
            When
          </th>
          <th scope="col" className="c-lane">
            <span className="hidden-text">The day</span>
            <div className="hours" aria-hidden="true">
              {(isToday
                ? hours.filter(({ at }) => Math.abs(shareOf(at, span) - shareOf(now, span)) > labelRoom)
                : hours
              ).map(({ name, at }) => (
                <span key={name} style={{ left: `${shareOf(at, span) * 100}%` }}>
                  {name}
                </span>
              ))}
              {isToday ? (
                <b style={{ left: `${shareOf(now, span) * 100}%` }}>{timeOfDay(now).slice(0, 5)}</b>
              ) : null}
            </div>
          </th>
          <th scope="col" className="c-last">
            Last
          </th>
          <th scope="col" className="c-next">
            Next
          </th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <JobRow
            key={job.path}
            job={job}
            expected={rowsOf.get(job.path) ?? none}
            runs={runsOf.get(job.path) ?? none}
            hours={hours}
            span={span}
            now={now}
            isChosen={job.path === chosen}
          />
        ))}
      </tbody>
    </table>
  );
};

const none: ReadonlyArray<never> = [];
