import type { JobOutcome } from "../../../domain/job/JobRun.ts";
import type { Start } from "../../../domain/job/JobState.ts";
import type { Exit } from "../../../domain/tree/Exit.ts";
import type { Instant } from "../../../domain/tree/Schedule.ts";
import { moveLine } from "../admission/line.ts";
import type { EndedRun, RunEnd } from "../events.ts";
import type { Now } from "../now.ts";
import { change, jobIn, rulesOf, type Turn, theJob } from "../turn.ts";
import { type AttemptEnd, nextAttemptAfter } from "./retry.ts";
import { enter } from "./stopping.ts";

/** The end of a run, as it is recorded. */
interface Ended extends AttemptEnd {
  readonly reason: string | null;
}

const exitReason = (exit: Exit): string => {
  if ("code" in exit) return `exit code ${exit.code}`;
  return "signal" in exit ? `signal ${exit.signal}` : exit.unknown;
};

const lost: Ended = { outcome: "lost", code: null, reason: null };

/** A run that was asked to stop has the outcome of the request, whatever its exit. */
const endOf = ({ phase }: Start, end: RunEnd): Ended => {
  const code = end.kind === "exited" && "code" in end.exit ? end.exit.code : null;
  if (end.kind === "lost") return lost;
  if (phase.kind === "stopping")
    return phase.cause === "timeout"
      ? { outcome: "timed_out", code, reason: null }
      : { outcome: "killed", code, reason: phase.cause };
  if (end.kind === "refused") return { outcome: "failed", code, reason: end.message };
  if (end.succeeded) return { outcome: "succeeded", code, reason: null };
  return { outcome: "failed", code, reason: exitReason(end.exit) };
};

/** Its last attempt has ended: those behind it, and the jobs after this one, may follow. */
const finish = (turn: Turn, job: string, start: Start): void => {
  const starts = theJob(turn, job).starts.filter(({ id }) => id !== start.id);
  change(turn, job, { starts });
  if (start.lastEnd) turn.finished.push({ job, ...start.lastEnd });
  moveLine(turn, job);
};

/** The next attempt that it waits for is given up. */
export const giveUpAttempts = finish;

/** An attempt has ended: it is recorded, and is the last one or is followed by the next after its backoff. */
const close = (
  turn: Turn,
  job: string,
  start: Start,
  run: number,
  ended: Ended,
  endedAt: Instant | null,
  noticed: Now,
): void => {
  const { outcome, reason } = ended;
  turn.decisions.push({ kind: "end", job, run, outcome, reason, endedAt });
  const lastEnd: { outcome: JobOutcome; at: Instant } = { outcome, at: noticed.wall };
  const delay = isTriedAgain(turn, job, start)
    ? nextAttemptAfter(rulesOf(turn, job).retry, start.runs.length, ended)
    : null;
  if (delay === null) finish(turn, job, { ...start, lastEnd });
  else enter(turn, job, start, { lastEnd, phase: { kind: "backoff", due: noticed.real + delay } });
};

/** What a person, a replacement or a removal has stopped is never tried again. */
const isTriedAgain = (turn: Turn, job: string, { phase }: Start): boolean =>
  !theJob(turn, job).removed && (phase.kind !== "stopping" || phase.cause === "timeout");

const startOf = (turn: Turn, job: string, run: number): Start | undefined =>
  jobIn(turn, job)?.starts.find(({ phase }) => "going" in phase && phase.going.run === run);

/** A run has ended. One that is not known to run any more is ignored: its end has been recorded before. */
export const endRun = (turn: Turn, { job, run, end, at }: EndedRun): void => {
  const start = startOf(turn, job, run);
  if (start) close(turn, job, start, run, endOf(start, end), end.kind === "lost" ? null : at.wall, at);
};

/** The runs that have not ended are lost: nobody saw their end. Their next attempts are counted from now. */
export const loseRuns = (turn: Turn, job: string): void => {
  for (const start of theJob(turn, job).starts)
    if ("going" in start.phase) close(turn, job, start, start.phase.going.run, lost, null, turn.now);
};
