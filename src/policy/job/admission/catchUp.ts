import type { Passed } from "../../../domain/job/JobState.ts";
import type { Instant } from "../../../domain/tree/Schedule.ts";
import { onTimeMs } from "../now.ts";
import type { JobRules } from "../rules.ts";
import { rangeWithin } from "../time/earlier.ts";
import { dueInstants, setAside } from "../time/seeing.ts";
import { change, hasPassed, rulesOf, settleAll, type Turn, theJob } from "../turn.ts";
import { becomeActive, isActive, joinLineByDate } from "./line.ts";
import { admit, meet, turnAway } from "./overlap.ts";

/** How many of the instants that passed are made up at most. */
const mostToMakeUp = ({ catchUp, overlap }: JobRules): number => {
  if (catchUp.kind === "none") return 0;
  return catchUp.kind === "all" && overlap.kind !== "replace" ? catchUp.most : 1;
};

/**
 * The instants that are made up, oldest first; the older ones are superseded. If only the last one would be made up, an
 * instant that is on time supersedes them all.
 */
const pick = (
  turn: Turn,
  job: string,
  late: ReadonlyArray<Passed>,
  isOneOnTime: boolean,
): ReadonlyArray<Instant> => {
  const rules = rulesOf(turn, job);
  const most = mostToMakeUp(rules);
  if (most === 0) return [];
  const { startWithinMs } = rules;
  const inTime = late
    .map(({ at }) => at)
    .filter((at) => startWithinMs === null || turn.now.wall - at <= startWithinMs);
  const picked = most === 1 && isOneOnTime ? [] : inTime.slice(-most);
  const older = inTime.slice(0, inTime.length - picked.length);
  settleAll(turn, job, older, { outcome: "superseded" });
  return picked;
};

/** The instants that passed before them are superseded, too, unless it is too late for them. */
const supersedeEarlier = (turn: Turn, job: string): void => {
  const rules = rulesOf(turn, job);
  if (mostToMakeUp(rules) === 0) return;
  const { wall } = turn.now;
  const from = rules.startWithinMs === null ? 0 : wall - rules.startWithinMs;
  for (const range of theJob(turn, job).passedEarlier) {
    const superseded = rangeWithin(rules, range, { from, until: wall + 1 });
    if (superseded) turn.decisions.push({ kind: "supersede", job, range: superseded });
  }
};

/** The picked instants start one after another, whatever the line allows; under `allow`, side by side. */
const makeUp = (turn: Turn, job: string, picked: ReadonlyArray<Instant>): void => {
  const { overlap } = rulesOf(turn, job);
  const wasActive = isActive(theJob(turn, job));
  for (const date of picked) {
    const candidate = { trigger: "catch_up", date, request: null } as const;
    if (overlap.kind === "skip" && wasActive) turnAway(turn, job, candidate, "overlap");
    else if (overlap.kind === "replace" || overlap.kind === "allow") meet(turn, job, candidate);
    else if (isActive(theJob(turn, job))) joinLineByDate(turn, job, admit(turn, job, candidate));
    else becomeActive(turn, job, admit(turn, job, candidate));
  }
};

/**
 * The instants of a job that are due: first those that passed in an outage, a sleep, a clock step or a pause are settled by
 * the catch-up rule, then those on time meet the job. While the job is paused, they are set aside.
 */
export const settleInstants = (turn: Turn, job: string): void => {
  const { wall } = turn.now;
  const due = dueInstants(turn, job);
  const isLate = (at: Instant): boolean => wall - at > onTimeMs;
  setAside(turn, job, due.filter(isLate), "down");
  const { pause, passed } = theJob(turn, job);
  if (pause !== null) {
    const others = due.filter((at) => !isLate(at));
    setAside(turn, job, others, "paused");
    return;
  }
  const reached = passed.filter(({ at }) => at <= wall).sort((a, b) => a.at - b.at);
  const onTime = [...reached.map(({ at }) => at), ...due].filter((at) => !isLate(at));
  supersedeEarlier(turn, job);
  if (hasPassed(theJob(turn, job))) change(turn, job, { passed: [], passedEarlier: [] });
  const late = reached.filter(({ at }) => isLate(at));
  makeUp(turn, job, pick(turn, job, late, onTime.length > 0));
  for (const date of [...new Set(onTime)].sort((a, b) => a - b))
    meet(turn, job, { trigger: "schedule", date, request: null });
};
