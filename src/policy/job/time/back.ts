import type { JobEvent } from "../events.ts";
import { endRun, loseRuns } from "../runs/ending.ts";
import { change, liveJobs, type Turn, theJob } from "../turn.ts";
import { overlook } from "./seeing.ts";

/** Sleep counts neither for the length of a run nor for its timeout and grace. */
const addSleep = (turn: Turn, job: string, sleptMs: number): void =>
  change(turn, job, {
    starts: theJob(turn, job).starts.map((start) => {
      const { phase } = start;
      if (!("going" in phase)) return start;
      const stopAt = phase.going.stopAt === null ? null : phase.going.stopAt + sleptMs;
      const later = { ...phase, going: { ...phase.going, stopAt } };
      return {
        ...start,
        phase:
          later.kind === "stopping" && later.killAt !== null
            ? { ...later, killAt: later.killAt + sleptMs }
            : later,
      };
    }),
  });

/**
 * The jobs are observed again: what ended meanwhile is recorded with its own end, what the power cut took is lost, and the
 * instants since then have passed.
 */
export const back = (turn: Turn, { from, since, ended }: Extract<JobEvent, { type: "back" }>): void => {
  for (const run of ended) endRun(turn, run);
  for (const job of turn.before.keys()) {
    if (from === "asleep") addSleep(turn, job, turn.now.real - since.real);
    if (from === "off") loseRuns(turn, job);
  }
};

/** What fell due while nobody looked has passed. */
export const overlookOutage = (turn: Turn, from: "down" | "off" | "asleep"): void => {
  for (const job of liveJobs(turn)) overlook(turn, job, turn.now.wall, from === "asleep" ? "asleep" : "down");
};
