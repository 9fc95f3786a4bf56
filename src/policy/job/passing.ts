import type { JobState } from "../../domain/job/JobState.ts";
import { startDeadline } from "./admission/startWithin.ts";
import type { JobEvent } from "./events.ts";
import type { Now } from "./now.ts";
import type { JobRules, TreeRules } from "./rules.ts";
import { blackoutEnd } from "./time/windows.ts";
import { hasPassed, type Jobs } from "./turn.ts";

/**
 * What is due when time has passed, in this order. Between two of them, what follows from the first is carried out: a run
 * that obeys a stop at once has ended before the instants of that second are due.
 */
export const passing = ({ jobs }: TreeRules): ReadonlyArray<JobEvent> => [
  { type: "due", timers: "timeouts" },
  { type: "due", timers: "kills" },
  { type: "due", timers: "pause_ends" },
  { type: "due", timers: "attempts" },
  ...[...jobs.keys()].map((job) => ({ type: "instants", job }) as const),
  { type: "deadlines" },
];

/** Whether the instants of a job have to be looked at: one is due, or some have passed and can be settled. */
export const hasInstantsDue = (state: JobState, now: Now): boolean =>
  (state.next !== null && state.next <= now.wall) || (hasPassed(state) && state.pause === null);

/** The next moment at which anything is due; null for a clock by which nothing is. */
interface Wake {
  readonly wall: number | null;
  readonly real: number | null;
}

const earliest = (times: ReadonlyArray<number | null>): number | null => {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : known.reduce((a, b) => Math.min(a, b));
};

const wakeOf = (state: JobState, rules: JobRules | undefined, now: Now): Wake => {
  const wall: Array<number | null> = [
    hasInstantsDue(state, now) ? now.wall : state.next,
    state.pause?.until ?? null,
  ];
  const real: Array<number | null> = [];
  for (const start of state.starts) {
    const { phase } = start;
    if (phase.kind === "running") real.push(phase.going.stopAt);
    if (phase.kind === "stopping") real.push(phase.killAt);
    if (phase.kind === "backoff") real.push(phase.due);
    if (phase.kind === "waiting" && rules)
      wall.push(startDeadline(rules, start, start.runs.length), blackoutEnd(rules, now.wall));
  }
  if (rules) for (const queued of state.line) wall.push(startDeadline(rules, queued, 0));
  return { wall: earliest(wall), real: earliest(real) };
};

/** When something is due next, over all jobs. A moment in the past: at once. */
export const nextWake = (jobs: Jobs, rules: TreeRules, now: Now): Wake => {
  const wakes = [...jobs].map(([job, state]) => wakeOf(state, rules.jobs.get(job), now));
  return {
    wall: earliest(wakes.map(({ wall }) => wall)),
    real: earliest(wakes.map(({ real }) => real)),
  };
};
