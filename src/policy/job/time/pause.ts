import type { Pausing } from "../events.ts";
import { wholeSecond } from "../now.ts";
import { change, type Turn, theJob } from "../turn.ts";

/**
 * Pauses the job from now on. A second pause changes its end and who asked for it, but not its beginning; its reason only if
 * another one is given.
 */
export const pause = (turn: Turn, job: string, { until, by, reason }: Pausing): void => {
  const earlier = theJob(turn, job).pause;
  const from = earlier?.from ?? wholeSecond(turn.now.wall);
  const why = reason ?? earlier?.reason;
  change(turn, job, {
    pause: {
      ...{ from, until },
      ...(by === undefined ? {} : { by }),
      ...(why === undefined ? {} : { reason: why }),
    },
  });
};

export const resume = (turn: Turn, job: string): void => change(turn, job, { pause: null });

/** The end of a pause has come. */
export const endPause = (turn: Turn, job: string): void => {
  const until = theJob(turn, job).pause?.until ?? null;
  if (until !== null && until <= turn.now.wall) resume(turn, job);
};
