import type { Pausing } from "../events.ts";
import { wholeSecond } from "../now.ts";
import { change, type Turn, theJob } from "../turn.ts";

/** Pauses the job from now on; a second pause changes its end, who asked for it and why, but not its beginning. */
export const pause = (turn: Turn, job: string, { until, by, reason }: Pausing): void => {
  const from = theJob(turn, job).pause?.from ?? wholeSecond(turn.now.wall);
  const why = { ...(by === undefined ? {} : { by }), ...(reason === undefined ? {} : { reason }) };
  change(turn, job, { pause: { from, until, ...why } });
};

export const resume = (turn: Turn, job: string): void => change(turn, job, { pause: null });

/** The end of a pause has come. */
export const endPause = (turn: Turn, job: string): void => {
  const until = theJob(turn, job).pause?.until ?? null;
  if (until !== null && until <= turn.now.wall) resume(turn, job);
};
