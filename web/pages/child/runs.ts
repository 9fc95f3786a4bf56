import type { AnswerOf } from "../../../src/client/routes.ts";
import type { Sample } from "../../live/UsageLog.ts";
import { rangeOf } from "../../plots/buckets.ts";

export type Run = AnswerOf<"GET /children/:path/runs">["items"][number];

/** The runs as they were at a moment (ms since 1970): later ones are left out, and some had not ended. */
export const runsAt = (runs: ReadonlyArray<Run>, at: number): ReadonlyArray<Run> =>
  runs
    .filter(({ started_at, ended_at }) => Date.parse(started_at ?? ended_at ?? "") <= at)
    .map((run) =>
      run.ended_at !== null && Date.parse(run.ended_at) > at
        ? { ...run, state: "running", reason: "it had not ended", ended_at: null, exit: null }
        : run,
    );

/** The exit of a run in a few words; while it is alive, its state. */
export const endOf = ({ exit, ended_at, state, reason }: Run): string => {
  if (ended_at === null) return state;
  if (exit === null) return reason;
  return exit.signal ?? `exit code ${exit.code}`;
};

/** The peak memory of a run in bytes; null unless it was measured from the start. */
export const peakOf = ({ started_at, ended_at }: Run, samples: ReadonlyArray<Sample>): number | null => {
  const first = samples[0]?.at;
  if (started_at === null || first === undefined || Date.parse(started_at) < first) return null;
  const until = ended_at === null ? Number.POSITIVE_INFINITY : Date.parse(ended_at);
  const during = samples.filter(({ at }) => at >= Date.parse(started_at) && at <= until);
  return rangeOf(during, ({ memory }) => memory)?.max ?? null;
};
