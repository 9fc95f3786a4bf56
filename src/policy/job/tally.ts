import type { JobState } from "../../domain/job/JobState.ts";
import type { JobTally } from "../../domain/job/JobTally.ts";
import type { Decision } from "./decisions.ts";
import type { Jobs } from "./turn.ts";

/** Nothing has been counted yet. */
export const emptyJobTally: JobTally = { instants: {}, runs: {}, last: null, succeededAt: null };

const more = (counts: Readonly<Record<string, number>>, key: string, by = 1) => ({
  ...counts,
  [key]: (counts[key] ?? 0) + by,
});

type Ended = Extract<Decision, { readonly kind: "end" }>;

/** When a run began that is not over in this state. */
const startOf = (run: number, state: JobState | undefined): number | null => {
  for (const { phase } of state?.starts ?? [])
    if ("going" in phase && phase.going.run === run) return phase.going.startedAt;
  return null;
};

const withEnd = (
  tally: JobTally,
  { run, outcome, reason, endedAt }: Ended,
  startedAt: number | null,
): JobTally => ({
  ...tally,
  runs: more(tally.runs, outcome),
  last: { run, outcome, reason, startedAt, endedAt },
  succeededAt: outcome === "succeeded" ? endedAt : tally.succeededAt,
});

const withDecision = (tally: JobTally, decision: Decision, before: JobState | undefined): JobTally => {
  if (decision.kind === "end") return withEnd(tally, decision, startOf(decision.run, before));
  if (decision.kind === "supersede")
    return { ...tally, instants: more(tally.instants, "superseded", decision.range.count) };
  if (decision.kind !== "settle" || decision.outcome.outcome === "waiting") return tally;
  return { ...tally, instants: more(tally.instants, decision.outcome.outcome) };
};

/** The jobs that have changed, with what has ended and was settled counted. `before`: all jobs, before the decisions. */
export const counted = (changed: Jobs, before: Jobs, decisions: ReadonlyArray<Decision>): Jobs => {
  const all = new Map(changed);
  for (const decision of decisions) {
    const state = all.get(decision.job) ?? before.get(decision.job);
    if (state === undefined) continue;
    const former = state.tally ?? emptyJobTally;
    const tally = withDecision(former, decision, before.get(decision.job));
    if (tally !== former) all.set(decision.job, { ...state, tally });
  }
  return all;
};
