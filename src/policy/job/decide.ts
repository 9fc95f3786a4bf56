import { settleInstants } from "./admission/catchUp.ts";
import { meet } from "./admission/overlap.ts";
import { giveUpLateStarts } from "./admission/startWithin.ts";
import type { Decision } from "./decisions.ts";
import { abort, edit, load, remove } from "./declaring.ts";
import type { JobEvent } from "./events.ts";
import { type Now, onTimeMs, wholeSecond } from "./now.ts";
import type { TreeRules } from "./rules.ts";
import { becomeDue } from "./runs/attempts.ts";
import { startFollowers } from "./runs/chain.ts";
import { endRun } from "./runs/ending.ts";
import { startWhatMay } from "./runs/starting.ts";
import { killAfterGrace, stopAtTimeout } from "./runs/stopping.ts";
import { back, overlookOutage } from "./time/back.ts";
import { clockSet } from "./time/clockSet.ts";
import { foldEarlier } from "./time/earlier.ts";
import { endPause, pause, resume } from "./time/pause.ts";
import { skipNext } from "./time/skipNext.ts";
import { beginTurn, busyJobs, change, type Jobs, jobIn, liveBusyJobs, liveJobs, type Turn } from "./turn.ts";

const timers = {
  timeouts: stopAtTimeout,
  kills: killAfterGrace,
  pause_ends: endPause,
  attempts: becomeDue,
} as const;

/** What an event does by itself; what follows from all of them is left to `decide`. */
const effects: {
  [Type in JobEvent["type"]]: (turn: Turn, event: Extract<JobEvent, { type: Type }>) => void;
} = {
  load: (turn, { job, trace }) => load(turn, job, trace),
  edit: (turn, { job, rules }) => edit(turn, job, rules),
  remove: (turn, { job, cause }) => remove(turn, job, cause),
  ended: endRun,
  run: (turn, { job, request }) => meet(turn, job, { trigger: "manual", date: null, request }),
  abort: (turn, { job, run }) => abort(turn, job, run),
  pause: (turn, { job, ...pausing }) => pause(turn, job, pausing),
  resume: (turn, { job }) => resume(turn, job),
  skip_next: (turn, { job }) => skipNext(turn, job),
  back: (turn, event) => {
    back(turn, event);
    startFollowers(turn);
    overlookOutage(turn, event.from);
  },
  clock_set: (turn, { from, ahead }) => {
    for (const job of liveJobs(turn))
      clockSet(
        turn,
        job,
        from,
        ahead.filter((row) => row.job === job),
      );
  },
  due: (turn, event) => {
    for (const job of busyJobs(turn)) timers[event.timers](turn, job);
  },
  instants: (turn, { job }) => settleInstants(turn, job),
  deadlines: (turn) => {
    for (const job of liveBusyJobs(turn)) giveUpLateStarts(turn, job);
  },
};

const apply = <Event extends JobEvent>(turn: Turn, event: Event): void =>
  (effects[event.type] as (turn: Turn, event: Event) => void)(turn, event);

/** Whether the event is about a job that is not there any more; only the ends of its runs still count. */
const isTooLate = (turn: Turn, event: JobEvent): boolean =>
  "job" in event &&
  event.type !== "load" &&
  event.type !== "ended" &&
  (jobIn(turn, event.job)?.removed ?? true);

const refusal = (event: JobEvent): ReadonlyArray<Decision> =>
  event.type === "run" ? [{ kind: "refuse", job: event.job, because: "removed" }] : [];

/** Instants that are safely past are forgotten: nothing gives them another outcome. */
const forgetThePast = (turn: Turn): void => {
  const isCurrent = (at: number): boolean => at >= wholeSecond(turn.now.wall) - onTimeMs;
  for (const [job, { settled, marks }] of turn.changed)
    if (!settled.every(isCurrent) || !marks.every(isCurrent))
      change(turn, job, { settled: settled.filter(isCurrent), marks: marks.filter(isCurrent) });
};

/** What has been decided: the jobs that changed, and what is to be done and recorded, in order. */
interface Decided {
  readonly changed: Jobs;
  readonly decisions: ReadonlyArray<Decision>;
}

/**
 * The decision about one event, by the rules of docs/jobs.md. What waited for a time that has come (the end of a blackout)
 * starts before the event; a pause of the same second comes first. `busy`: the jobs that are busy (`isBusy`), where that is
 * known.
 */
export const decide = (
  before: Jobs,
  rules: TreeRules,
  event: JobEvent,
  now: Now,
  busy: ReadonlyArray<string> = [...before.keys()],
): Decided => {
  const turn = beginTurn(before, rules, now, busy);
  if (isTooLate(turn, event)) return { changed: turn.changed, decisions: refusal(event) };
  if (event.type !== "pause" && event.type !== "load") startWhatMay(turn);
  apply(turn, event);
  startFollowers(turn);
  // A job that is new has nothing to start, and very many may be loaded at once.
  if (event.type !== "load") startWhatMay(turn);
  forgetThePast(turn);
  for (const job of turn.changed.keys()) foldEarlier(turn, job);
  return { changed: turn.changed, decisions: turn.decisions };
};
