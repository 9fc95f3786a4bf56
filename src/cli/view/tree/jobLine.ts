import type { JobStatus } from "../../../domain/view/Status.ts";
import { shortDuration } from "../../terminal/shortDuration.ts";

const ago = (at: string, now: number): string => shortDuration(Math.max(0, now - Date.parse(at)));
const inTime = (at: string, now: number): string => shortDuration(Math.max(0, Date.parse(at) - now));

const lastOf = ({ last_run: last }: JobStatus, now: number): string => {
  if (last === null) return "no run yet";
  const when = last.ended_at === null ? "" : ` ${ago(last.ended_at, now)} ago`;
  const why = last.outcome === "succeeded" || last.reason === null ? "" : ` (${last.reason})`;
  return `last run ${last.outcome.replace("_", " ")}${when}${why}`;
};

const pauseOf = ({ paused }: JobStatus, now: number): ReadonlyArray<string> => {
  if (paused === null) return [];
  const end = paused.until === null ? [] : [`resumed in ${inTime(paused.until, now)}`];
  return [...end, ...(paused.reason === undefined ? [] : [paused.reason])];
};

/** What a job is doing: `idle`, `running`, `held`; of one that is not loaded, its state. */
export const jobState = ({ condition, state }: JobStatus): string =>
  condition === "removed" ? state : condition.replace(/:.*/, "");

/** What a job waits for, how its last run ended, and when the next one is due: `last run succeeded 5h ago, next in 3h`. */
export const jobRemark = (job: JobStatus, now: number): string => {
  const { condition, reason, waiting, next_at } = job;
  const isReasonNews = condition === "removed" || condition.startsWith("held:");
  return [
    ...(isReasonNews ? [reason] : []),
    ...pauseOf(job, now),
    lastOf(job, now),
    ...(waiting === 0 ? [] : [`${waiting} waiting`]),
    ...(next_at === null || condition === "removed" ? [] : [`next in ${inTime(next_at, now)}`]),
  ].join(", ");
};
