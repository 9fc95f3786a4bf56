import type { Run } from "../../domain/Run.ts";
import { timeOrDate } from "../terminal/localTime.ts";
import { shortDuration } from "../terminal/shortDuration.ts";
import { tableLines } from "../terminal/tableLines.ts";

const header = ["run", "outcome", "started", "took", "trigger", "by", "why"];

/** How long a run took, or has been running. */
const lengthOf = ({ started_at, ended_at, outcome }: Run, now: Date): string => {
  if (started_at === null || (ended_at === null && outcome !== "running")) return "–";
  const end = ended_at === null ? now.getTime() : Date.parse(ended_at);
  return shortDuration(Math.max(0, end - Date.parse(started_at)));
};

const rowOf = (run: Run, now: Date): ReadonlyArray<string> => {
  const { id, outcome, started_at, trigger, by, reason } = run;
  const started = started_at === null ? "–" : timeOrDate(now, started_at);
  return [id, outcome, started, lengthOf(run, now), trigger, by, reason];
};

/** Runs as the rows of a table, under its header. */
export const runLines = (runs: ReadonlyArray<Run>, now: Date): ReadonlyArray<string> =>
  runs.length === 0 ? ["no runs"] : tableLines([header, ...runs.map((run) => rowOf(run, now))]);
