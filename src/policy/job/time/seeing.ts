import type { JobState } from "../../../domain/job/JobState.ts";
import type { MissReason } from "../../../domain/job/Ledger.ts";
import type { Instant } from "../../../domain/tree/Schedule.ts";
import type { JobRules } from "../rules.ts";
import { change, rulesOf, settle, type Turn, theJob } from "../turn.ts";
import { expectedFrom, isBlackedOut } from "./windows.ts";

/** The expected instants before `until` that have not been seen, oldest first; they count as seen from now on. */
const seeUntil = (turn: Turn, job: string, until: Instant): ReadonlyArray<Instant> => {
  const rules = rulesOf(turn, job);
  const { seenBefore, next, settled } = theJob(turn, job);
  if (seenBefore >= until) return [];
  const seen: Array<Instant> = [];
  let at = next;
  while (at !== null && at < until) {
    if (!settled.includes(at)) seen.push(at);
    at = expectedFrom(rules, at + 1);
  }
  change(turn, job, { seenBefore: until, next: at });
  return seen;
};

/** The reason that settles an instant for good, whatever else holds; the order is that of the reasons. */
const finalReason = (state: JobState, rules: JobRules, at: Instant): "requested" | "blackout" | null => {
  if (state.marks.includes(at)) return "requested";
  return isBlackedOut(rules, at) ? "blackout" : null;
};

const isPausedAt = ({ pause }: JobState, at: Instant): boolean =>
  pause !== null && pause.from <= at && (pause.until === null || at < pause.until);

/** It passes for now, with this reason; the catch-up rule settles it as soon as the job is observed and not paused. */
export const setAside = (turn: Turn, job: string, at: Instant, reason: MissReason | "paused"): void => {
  change(turn, job, { passed: [...theJob(turn, job).passed, { at, reason }] });
  settle(turn, job, at, reason === "paused" ? { outcome: "skipped", reason } : { outcome: "missed", reason });
};

/** Settles the instants that are skipped for good, sets aside those of a pause, and returns the others. */
const sort = (turn: Turn, job: string, instants: ReadonlyArray<Instant>): ReadonlyArray<Instant> =>
  instants.filter((at) => {
    const state = theJob(turn, job);
    const reason = finalReason(state, rulesOf(turn, job), at);
    if (reason !== null) settle(turn, job, at, { outcome: "skipped", reason });
    else if (isPausedAt(state, at)) setAside(turn, job, at, "paused");
    else return true;
    return false;
  });

/** The instants before `until` passed without being observed. */
export const overlook = (turn: Turn, job: string, until: Instant, reason: MissReason): void => {
  for (const at of sort(turn, job, seeUntil(turn, job, until))) setAside(turn, job, at, reason);
};

/** The instants that are due by now and neither skipped nor paused. */
export const dueInstants = (turn: Turn, job: string): ReadonlyArray<Instant> =>
  sort(turn, job, seeUntil(turn, job, turn.now.wall + 1));
