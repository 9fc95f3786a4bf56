import type { StopCause } from "../../../domain/job/JobRun.ts";
import type { Start } from "../../../domain/job/JobState.ts";
import { change, type Turn, theJob } from "../turn.ts";

/** Puts the start in another phase. */
export const enter = (turn: Turn, job: string, start: Start, patch: Partial<Start>): void =>
  change(turn, job, {
    starts: theJob(turn, job).starts.map((one) => (one.id === start.id ? { ...one, ...patch } : one)),
  });

/** Asks a run to stop; one that has been asked before keeps its cause and its time. */
export const askToStop = (turn: Turn, job: string, start: Start, cause: StopCause): void => {
  if (start.phase.kind !== "running") return;
  const { going } = start.phase;
  const killAt = turn.now.real + going.killGraceMs;
  enter(turn, job, start, { phase: { kind: "stopping", going, cause, killAt } });
  turn.decisions.push({ kind: "stop", job, run: going.run, cause });
};

/** Runs over their timeout are asked to stop. */
export const stopAtTimeout = (turn: Turn, job: string): void => {
  for (const start of theJob(turn, job).starts) {
    const stopAt = start.phase.kind === "running" ? start.phase.going.stopAt : null;
    if (stopAt !== null && stopAt <= turn.now.real) askToStop(turn, job, start, "timeout");
  }
};

/** What has not stopped within its grace is killed. */
export const killAfterGrace = (turn: Turn, job: string): void => {
  for (const start of theJob(turn, job).starts) {
    const { phase } = start;
    if (phase.kind !== "stopping" || phase.killAt === null || phase.killAt > turn.now.real) continue;
    enter(turn, job, start, { phase: { ...phase, killAt: null } });
    turn.decisions.push({ kind: "kill", job, run: phase.going.run });
  }
};
