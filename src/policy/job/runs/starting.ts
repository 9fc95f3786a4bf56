import type { JobState, Start } from "../../../domain/job/JobState.ts";
import { startDeadline } from "../admission/startWithin.ts";
import type { JobRules } from "../rules.ts";
import { isBlackedOut } from "../time/windows.ts";
import { change, liveBusyJobs, placesOf, rulesOf, settle, type Turn, theJob } from "../turn.ts";
import { hasFreeSlot, slotsInUse } from "./pool.ts";
import { enter } from "./stopping.ts";

/** What holds a start that would go ahead by itself; null: nothing but its pool may. Runs by hand are free of both. */
export const heldBy = (
  state: JobState,
  rules: JobRules,
  { trigger }: Start,
  wall: number,
): "paused" | "blackout" | null => {
  if (trigger === "manual") return null;
  if (state.pause !== null) return "paused";
  return isBlackedOut(rules, wall) ? "blackout" : null;
};

/** An attempt that may be made as soon as nothing holds it. */
interface Waiting {
  readonly job: string;
  readonly start: Start;
  readonly since: number;
}

/** Those who wait, longest first, then in document order, and within a job in the order of their admission. */
const waitingStarts = (turn: Turn): ReadonlyArray<Waiting> => {
  const waiting: Array<Waiting> = [];
  for (const job of liveBusyJobs(turn))
    for (const start of theJob(turn, job).starts)
      if (start.phase.kind === "waiting") waiting.push({ job, start, since: start.phase.since });
  if (waiting.length < 2) return waiting;
  const places = placesOf(turn);
  const placeOf = ({ job }: Waiting): number => places.get(job) ?? 0;
  return waiting.sort((a, b) => a.since - b.since || placeOf(a) - placeOf(b));
};

const isInTime = (rules: JobRules, start: Start, wall: number): boolean => {
  const deadline = startDeadline(rules, start, start.runs.length);
  return deadline === null || wall <= deadline;
};

/** The lowest number that no run of the job has: the slot of the next one. */
const freeSlot = ({ starts }: JobState): number => {
  const taken = new Set(starts.flatMap(({ phase }) => ("going" in phase ? [phase.going.slot] : [])));
  let slot = 1;
  while (taken.has(slot)) slot += 1;
  return slot;
};

const startAttempt = (turn: Turn, job: string, start: Start): void => {
  const { now } = turn;
  const state = theJob(turn, job);
  const { timeoutMs, killGraceMs, pool } = rulesOf(turn, job);
  const run = state.runs + 1;
  const slot = freeSlot(state);
  const runs = [...start.runs, run];
  const stopAt = timeoutMs === null ? null : now.real + timeoutMs;
  change(turn, job, { runs: run });
  enter(turn, job, start, {
    runs,
    phase: { kind: "running", going: { run, slot, pool, startedAt: now.wall, stopAt, killGraceMs } },
  });
  if (start.date !== null) settle(turn, job, start.date, { outcome: "ran", runs });
  turn.decisions.push({
    kind: "start",
    job,
    start: start.id,
    run,
    slot,
    trigger: runs.length === 1 ? start.trigger : "retry",
    scheduledFor: start.date,
    startedAt: now.wall,
    attempt: runs.length,
    request: start.request,
  });
};

/** Whatever may start starts: neither held nor too late, and with a free slot in its pool. */
export const startWhatMay = (turn: Turn): void => {
  const { wall } = turn.now;
  const waiting = waitingStarts(turn);
  if (waiting.length === 0) return;
  const used = slotsInUse(turn);
  for (const { job, start } of waiting) {
    const rules = rulesOf(turn, job);
    if (heldBy(theJob(turn, job), rules, start, wall) || !isInTime(rules, start, wall)) continue;
    if (!hasFreeSlot(turn.pools, used, rules.pool)) continue;
    if (rules.pool !== null) used.set(rules.pool, (used.get(rules.pool) ?? 0) + 1);
    startAttempt(turn, job, start);
  }
};
