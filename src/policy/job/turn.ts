import type { JobOutcome } from "../../domain/job/JobRun.ts";
import type { JobState } from "../../domain/job/JobState.ts";
import type { InstantOutcome } from "../../domain/job/Ledger.ts";
import type { Instant } from "../../domain/tree/Schedule.ts";
import type { Decision } from "./decisions.ts";
import type { Now } from "./now.ts";
import type { JobRules, TreeRules } from "./rules.ts";

/** All jobs by path; removed ones stay until their last run has ended. */
export type Jobs = ReadonlyMap<string, JobState>;

/**
 * One decision in the making. It is created by `decide`, changed by the rules in turn, and never leaves it: outside,
 * `decide` is a function of its arguments.
 */
export interface Turn {
  readonly now: Now;
  /** The rules by path in document order, and those that have changed with this event. */
  readonly declared: ReadonlyMap<string, JobRules>;
  readonly edited: Map<string, JobRules>;
  readonly pools: Readonly<Record<string, number>>;
  readonly before: Jobs;
  /** The jobs that were busy before. */
  readonly busy: ReadonlyArray<string>;
  readonly changed: Map<string, JobState>;
  /** Starts whose last attempt has ended, and whose followers have not been started yet. */
  readonly finished: Array<Finished>;
  readonly decisions: Array<Decision>;
}

/** The end of a start: the outcome of its last attempt, and when that ended. */
export interface Finished {
  readonly job: string;
  readonly outcome: JobOutcome;
  readonly at: Instant;
}

/** Whether something of a job goes on or waits; of all others, only their next instant counts. */
export const isBusy = (state: JobState): boolean =>
  state.starts.length > 0 || state.line.length > 0 || hasPassed(state) || state.pause !== null;

/** Whether instants have passed that are to be settled. */
export const hasPassed = ({ passed, passedEarlier }: JobState): boolean =>
  passed.length > 0 || passedEarlier.length > 0;

/** The decision about one event begins: nothing has changed yet. */
export const beginTurn = (
  before: Jobs,
  { jobs, pools }: TreeRules,
  now: Now,
  busy: ReadonlyArray<string>,
): Turn => ({
  now,
  ...{ declared: jobs, edited: new Map(), pools },
  ...{ before, busy },
  changed: new Map(),
  finished: [],
  decisions: [],
});

/** A job as it is by now; undefined if there is none of that name. */
export const jobIn = (turn: Turn, job: string): JobState | undefined =>
  turn.changed.get(job) ?? turn.before.get(job);

/** A job that is known to exist. */
export const theJob = (turn: Turn, job: string): JobState => {
  const state = jobIn(turn, job);
  if (!state) throw new Error(`there is no job ${job}`);
  return state;
};

const isLive = (turn: Turn, job: string): boolean =>
  turn.declared.has(job) && jobIn(turn, job)?.removed === false;

/** The jobs that are declared and have not been removed, in document order. */
export const liveJobs = (turn: Turn): ReadonlyArray<string> =>
  [...turn.declared.keys()].filter((job) => isLive(turn, job));

/** Those jobs in which something may go on or wait, in any order: of very many, they are few. */
export const busyJobs = (turn: Turn): ReadonlyArray<string> => [
  ...new Set([...turn.busy, ...turn.changed.keys()]),
];

/** Those of them that are declared and have not been removed. */
export const liveBusyJobs = (turn: Turn): ReadonlyArray<string> =>
  busyJobs(turn).filter((job) => isLive(turn, job));

/** The place of each job in the document. */
export const placesOf = ({ declared }: Turn): ReadonlyMap<string, number> =>
  new Map([...declared.keys()].map((job, place) => [job, place]));

/** The rules of a job; undefined if it is not declared any more. */
export const declaredRulesOf = (turn: Turn, job: string): JobRules | undefined =>
  turn.edited.get(job) ?? turn.declared.get(job);

/** The rules of a job that has not been removed. */
export const rulesOf = (turn: Turn, job: string): JobRules => {
  const rules = declaredRulesOf(turn, job);
  if (!rules) throw new Error(`there are no rules for the job ${job}`);
  return rules;
};

export const change = (turn: Turn, job: string, patch: Partial<JobState>): void => {
  turn.changed.set(job, { ...theJob(turn, job), ...patch });
};

/** The instant gets this outcome; it is remembered until it is safely past. */
export const settle = (turn: Turn, job: string, at: Instant, outcome: InstantOutcome): void => {
  const { settled } = theJob(turn, job);
  if (!settled.includes(at)) change(turn, job, { settled: [...settled, at] });
  turn.decisions.push({ kind: "settle", job, at, outcome });
};

/** The same for very many at once: after an outage, they may be hundreds of thousands. */
export const settleAll = (
  turn: Turn,
  job: string,
  instants: ReadonlyArray<Instant>,
  outcome: InstantOutcome,
): void => {
  const { settled } = theJob(turn, job);
  const known = new Set(settled);
  const added = instants.filter((at) => !known.has(at));
  if (added.length > 0) change(turn, job, { settled: [...settled, ...added] });
  for (const at of instants) turn.decisions.push({ kind: "settle", job, at, outcome });
};
