import type { Queued, Start } from "../../../domain/job/JobState.ts";
import { giveUpAttempts } from "../runs/ending.ts";
import { askToStop } from "../runs/stopping.ts";
import { change, rulesOf, settle, type Turn, theJob } from "../turn.ts";
import { becomeActive, isActive, joinLine, moveLine } from "./line.ts";
import { withdraw } from "./withdraw.ts";

/** What asks to be admitted: an instant, or a run by hand. */
type Candidate = Omit<Queued, "id">;

/** Gives the candidate its number. An instant waits from now on, as far as the ledger is concerned. */
export const admit = (turn: Turn, job: string, candidate: Candidate): Queued => {
  const id = theJob(turn, job).admitted + 1;
  change(turn, job, { admitted: id });
  if (candidate.date !== null) settle(turn, job, candidate.date, { outcome: "waiting" });
  else turn.decisions.push({ kind: "admit", job, start: id });
  return { ...candidate, id };
};

/** The candidate is not admitted: an instant is skipped, a run by hand is refused. */
export const turnAway = (
  turn: Turn,
  job: string,
  { date }: Candidate,
  reason: "overlap" | "queue_full",
): void => {
  if (date === null) turn.decisions.push({ kind: "refuse", job, because: reason });
  else settle(turn, job, date, { outcome: "skipped", reason });
};

/**
 * The candidate replaces what is active. A start that has made no attempt is superseded and its place taken, also in a
 * pool; one whose next attempt was to come has made its last; a run is asked to stop, and the candidate waits until it has
 * gone.
 */
const replace = (turn: Turn, job: string, candidate: Queued): void => {
  const { starts, line } = theJob(turn, job);
  const isUntried = ({ runs }: Start): boolean => runs.length === 0;
  const untried = starts.filter(isUntried);
  for (const waiting of [...untried, ...line]) withdraw(turn, job, waiting, "superseded");
  change(turn, job, { starts: starts.filter((start) => !isUntried(start)), line: [candidate] });
  for (const start of starts) {
    if ("going" in start.phase) askToStop(turn, job, start, "replaced");
    else if (!isUntried(start)) giveUpAttempts(turn, job, start);
  }
  moveLine(turn, job, Math.min(turn.now.real, ...untried.map(waitingSince)));
};

const waitingSince = ({ phase }: Start): number =>
  phase.kind === "waiting" ? phase.since : Number.POSITIVE_INFINITY;

/** An instant or a run by hand meets the job: the overlap rule says whether it starts, waits, or is turned away. */
export const meet = (turn: Turn, job: string, candidate: Candidate): void => {
  const state = theJob(turn, job);
  const { overlap } = rulesOf(turn, job);
  if (overlap.kind === "allow" || !isActive(state)) {
    becomeActive(turn, job, admit(turn, job, candidate));
    return;
  }
  switch (overlap.kind) {
    case "skip":
      turnAway(turn, job, candidate, "overlap");
      return;
    case "queue":
      if (state.line.length < overlap.length) joinLine(turn, job, admit(turn, job, candidate));
      else turnAway(turn, job, candidate, "queue_full");
      return;
    case "replace":
      replace(turn, job, admit(turn, job, candidate));
  }
};
