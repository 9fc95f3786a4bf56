import type { Instant } from "../../../domain/tree/Schedule.ts";
import { wholeSecond } from "../now.ts";
import { change, type Turn, theJob } from "../turn.ts";

/** Pauses the job from now on; a second pause only changes the end. `until` null: until it is resumed. */
export const pause = (turn: Turn, job: string, until: Instant | null): void => {
  const from = theJob(turn, job).pause?.from ?? wholeSecond(turn.now.wall);
  change(turn, job, { pause: { from, until } });
};

export const resume = (turn: Turn, job: string): void => change(turn, job, { pause: null });

/** The end of a pause has come. */
export const endPause = (turn: Turn, job: string): void => {
  const until = theJob(turn, job).pause?.until ?? null;
  if (until !== null && until <= turn.now.wall) resume(turn, job);
};
