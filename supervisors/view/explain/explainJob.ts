import type { JobNode } from "../../node/node.ts";
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

/** Why a job is in its state: what it waits for, when it runs next, and how its last run ended. */
export const explainJob = (node: JobNode): Explained => {
  const { condition, next_at, waiting, paused } = node.shown;
  return {
    sentences: [
      next_at === null ? "No instant is expected within a week." : `Its next instant is ${next_at}.`,
      ...(paused === null ? [] : [pauseOf(paused)]),
      ...(waiting === 0 ? [] : [`${waiting} start${waiting === 1 ? "" : "s"} wait in its line.`]),
      ...lastRunOf(node),
    ],
    facts: { condition, next_at, waiting },
  };
};
