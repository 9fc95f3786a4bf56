import type { JobState } from "../../../domain/job/JobState.ts";
import type { MissReason } from "../../../domain/job/Ledger.ts";
import type { Instant } from "../../../domain/tree/Schedule.ts";
import type { JobRules } from "../rules.ts";
import { change, rulesOf, settleAll, type Turn, theJob } from "../turn.ts";
import { expectedFrom, isBlackedOut } from "./windows.ts";

/** The expected instants before `until` that have not been seen, oldest first; they count as seen from now on. */
const seeUntil = (turn: Turn, job: string, until: Instant): ReadonlyArray<Instant> => {
  const rules = rulesOf(turn, job);
  const { seenBefore, next, settled } = theJob(turn, job);
  if (seenBefore >= until) return [];
  const known = new Set(settled);
  const seen: Array<Instant> = [];
  let at = next;
  while (at !== null && at < until) {
    if (!known.has(at)) seen.push(at);
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

/** They pass for now, with this reason; the catch-up rule settles them as soon as the job is observed and not paused. */
export const setAside = (
  turn: Turn,
  job: string,
  instants: ReadonlyArray<Instant>,
  reason: MissReason | "paused",
): void => {
  if (instants.length === 0) return;
  const { passed } = theJob(turn, job);
  change(turn, job, { passed: [...passed, ...instants.map((at) => ({ at, reason }))] });
  const outcome =
    reason === "paused" ? ({ outcome: "skipped", reason } as const) : { outcome: "missed" as const, reason };
  settleAll(turn, job, instants, outcome);
};

/** Settles the instants that are skipped for good, sets aside those of a pause, and returns the others. */
const sort = (turn: Turn, job: string, instants: ReadonlyArray<Instant>): ReadonlyArray<Instant> => {
  const state = theJob(turn, job);
  const rules = rulesOf(turn, job);
  const skipped = { requested: [] as Instant[], blackout: [] as Instant[] };
  const paused: Array<Instant> = [];
  const others: Array<Instant> = [];
  for (const at of instants) {
    const reason = finalReason(state, rules, at);
    if (reason !== null) skipped[reason].push(at);
    else if (isPausedAt(state, at)) paused.push(at);
    else others.push(at);
  }
  settleAll(turn, job, skipped.requested, { outcome: "skipped", reason: "requested" });
  settleAll(turn, job, skipped.blackout, { outcome: "skipped", reason: "blackout" });
  setAside(turn, job, paused, "paused");
  return others;
};

/** The instants before `until` passed without being observed. */
export const overlook = (turn: Turn, job: string, until: Instant, reason: MissReason): void => {
  setAside(turn, job, sort(turn, job, seeUntil(turn, job, until)), reason);
};

/** The instants that are due by now and neither skipped nor paused. */
export const dueInstants = (turn: Turn, job: string): ReadonlyArray<Instant> =>
  sort(turn, job, seeUntil(turn, job, turn.now.wall + 1));
