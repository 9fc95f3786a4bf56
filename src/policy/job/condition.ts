import type { JobState, Start } from "../../domain/job/JobState.ts";
import type { Instant } from "../../domain/tree/Schedule.ts";
import type { JobCondition } from "../../domain/view/JobView.ts";
import type { Now } from "./now.ts";
import type { JobRules } from "./rules.ts";
import { heldBy } from "./runs/starting.ts";
import { expectedFrom } from "./time/windows.ts";

/** How a job is shown: the first that holds, in this order. */
export const jobConditions = [
  "stopping",
  "running",
  "removed",
  "backoff",
  "held:paused",
  "held:blackout",
  "held:pool",
  "paused",
  "idle",
] as const satisfies ReadonlyArray<JobCondition>;

const conditionOfStart = (state: JobState, rules: JobRules, start: Start, wall: number): JobCondition => {
  const { phase } = start;
  return phase.kind === "waiting" ? `held:${heldBy(state, rules, start, wall) ?? "pool"}` : phase.kind;
};

/** What a job is doing. `rules` null: it has been removed. */
export const conditionOf = (state: JobState, rules: JobRules | null, { wall }: Now): JobCondition => {
  const shown: ReadonlyArray<JobCondition> = [
    ...(rules ? state.starts.map((start) => conditionOfStart(state, rules, start, wall)) : goingOf(state)),
    ...(state.removed || rules === null ? (["removed"] as const) : []),
    ...(state.pause ? (["paused"] as const) : []),
  ];
  return jobConditions.find((condition) => shown.includes(condition)) ?? "idle";
};

const goingOf = ({ starts }: JobState): ReadonlyArray<JobCondition> =>
  starts.flatMap(({ phase }) => ("going" in phase ? [phase.kind] : []));

/** How far ahead the next instant of a job is looked for. */
const weekMs = 7 * 24 * 3_600_000;

/** The next instant that its schedules expect and that has no outcome; null if there is none within a week. */
export const nextInstant = (state: JobState, rules: JobRules, { wall }: Now): Instant | null => {
  let at = state.removed ? null : state.next;
  while (at !== null && state.settled.includes(at)) at = expectedFrom(rules, at + 1);
  return at === null || at > wall + weekMs ? null : at;
};
