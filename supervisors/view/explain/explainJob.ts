import type { JobNode } from "../../node/node.ts";
import type { Wiring } from "../../node/wiring.ts";
import type { Explained } from "./explained.ts";

const lastRunOf = ({ shown: { last_run: last } }: JobNode): ReadonlyArray<string> => {
  if (last === null) return ["It has not run yet."];
  const why = last.reason === null ? "" : ` (${last.reason})`;
  const when = last.ended_at === null ? "" : ` at ${last.ended_at}`;
  return [`Run ${last.run} ${last.outcome.replace("_", " ")}${why}${when}.`];
};

const pauseOf = ({ until, by, reason }: NonNullable<JobNode["shown"]["paused"]>): string => {
  const end = until === null ? "until it is resumed" : `until ${until}`;
  const who = by === undefined ? "" : `, by ${by}`;
  return `It is paused ${end}${who}${reason === undefined ? "" : `: ${reason}`}.`;
};

/** What its schedules expect next. `now`: ms since the epoch. */
const comingOf = ({ spec, shown: { next_at } }: JobNode, now: number): string => {
  const { schedules, active } = spec;
  if (next_at !== null) return `Its next instant is ${next_at}.`;
  if (schedules.length === 0) return "It has no times: it runs by hand or after another job only.";
  const isOver = schedules.every((schedule) => "at" in schedule && schedule.at <= now);
  if (isOver || (active.until !== null && active.until <= now))
    return "Its schedule is over: nothing is expected any more.";
  return "No instant is expected within a week.";
};

const chainOf = ({ spec: { chain } }: JobNode): ReadonlyArray<string> =>
  chain.map(({ job, on }) => `It runs after the ${on} of ${job}.`);

/** Why a job is in its state: what it waits for, when it runs next, and how its last run ended. */
export const explainJob = (node: JobNode, { now }: Pick<Wiring, "now">): Explained => {
  const { condition, next_at, waiting, paused } = node.shown;
  return {
    sentences: [
      comingOf(node, Date.parse(now.wall())),
      ...chainOf(node),
      ...(paused === null ? [] : [pauseOf(paused)]),
      ...(waiting === 0 ? [] : [`${waiting} start${waiting === 1 ? "" : "s"} wait in its line.`]),
      ...lastRunOf(node),
    ],
    facts: { condition, next_at, waiting },
  };
};
