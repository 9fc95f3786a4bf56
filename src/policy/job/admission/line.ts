import type { JobState, Queued } from "../../../domain/job/JobState.ts";
import { change, type Turn, theJob } from "../turn.ts";

/**
 * Whether the job is active: from the admission of a start until its last attempt has ended, and while anything stands in
 * its line.
 */
export const isActive = ({ starts, line }: JobState): boolean => starts.length > 0 || line.length > 0;

/** Makes it the active start of its job, or one of them. */
export const becomeActive = (turn: Turn, job: string, queued: Queued, since = turn.now.real): void => {
  const { starts } = theJob(turn, job);
  const start = { ...queued, phase: { kind: "waiting", since }, runs: [], lastEnd: null } as const;
  change(turn, job, { starts: [...starts, start] });
};

/** If nothing is active in front of it, the first of the line becomes active. */
export const moveLine = (turn: Turn, job: string, since = turn.now.real): void => {
  const { starts, line } = theJob(turn, job);
  const [first, ...others] = line;
  if (starts.length > 0 || !first) return;
  change(turn, job, { line: others });
  becomeActive(turn, job, first, since);
};

/** Puts it behind all others. */
export const joinLine = (turn: Turn, job: string, queued: Queued): void =>
  change(turn, job, { line: [...theJob(turn, job).line, queued] });

/** Puts it in front of those with a later date. */
export const joinLineByDate = (turn: Turn, job: string, queued: Queued): void => {
  const { line } = theJob(turn, job);
  const later = line.findIndex(({ date }) => date !== null && queued.date !== null && date > queued.date);
  const place = later === -1 ? line.length : later;
  change(turn, job, { line: [...line.slice(0, place), queued, ...line.slice(place)] });
};
