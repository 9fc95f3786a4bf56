import type { JobNode } from "../../node/node.ts";
import type { Explained } from "./explained.ts";

const lastRunOf = ({ shown: { last_run: last } }: JobNode): ReadonlyArray<string> => {
  if (last === null) return ["It has not run yet."];
  const why = last.reason === null ? "" : ` (${last.reason})`;
  const when = last.ended_at === null ? "" : ` at ${last.ended_at}`;
  return [`Run ${last.run} ${last.outcome.replace("_", " ")}${why}${when}.`];
};

/** Why a job is in its state: what it waits for, when it runs next, and how its last run ended. */
export const explainJob = (node: JobNode): Explained => {
  const { condition, next_at, waiting, paused } = node.shown;
  const until = paused?.until ?? null;
  return {
    sentences: [
      next_at === null ? "No instant is expected within a week." : `Its next instant is ${next_at}.`,
      ...(paused === null
        ? []
        : [until === null ? "It is paused until it is resumed." : `It is paused until ${until}.`]),
      ...(waiting === 0 ? [] : [`${waiting} start${waiting === 1 ? "" : "s"} wait in its line.`]),
      ...lastRunOf(node),
    ],
    facts: { condition, next_at, waiting },
  };
};
