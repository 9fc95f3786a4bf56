import { type Turn, theJob } from "../turn.ts";
import { enter } from "./stopping.ts";

/** Next attempts whose backoff has passed wait for their start; they have been due since its end. */
export const becomeDue = (turn: Turn, job: string): void => {
  for (const start of theJob(turn, job).starts) {
    const { phase } = start;
    if (phase.kind === "backoff" && phase.due <= turn.now.real)
      enter(turn, job, start, { phase: { kind: "waiting", since: phase.due } });
  }
};
