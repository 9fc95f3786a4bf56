import type { Run } from "../../../domain/Run.ts";
import { timeOrDate } from "../../terminal/localTime.ts";
import { shortDuration } from "../../terminal/shortDuration.ts";
import { tableLines } from "../../terminal/tableLines.ts";

const header = ["run", "outcome", "started", "took", "trigger", "for", "by", "why"];
/** The column that is left out where no run was started for an instant. */
const instant = header.indexOf("for");

/** How long a run took, or has been running. */
const lengthOf = ({ started_at, ended_at, outcome }: Run, now: Date): string => {
  if (started_at === null || (ended_at === null && outcome !== "running")) return "–";
  const end = ended_at === null ? now.getTime() : Date.parse(ended_at);
  return shortDuration(Math.max(0, end - Date.parse(started_at)));
};

const rowOf = (run: Run, now: Date): ReadonlyArray<string> => {
  const { id, outcome, started_at, trigger, scheduled_for, by, reason } = run;
  const started = started_at === null ? "–" : timeOrDate(now, started_at);
  const due = scheduled_for === null ? "" : timeOrDate(now, scheduled_for);
  return [id, outcome, started, lengthOf(run, now), trigger, due, by, reason];
};

/** Runs as the rows of a table, under its header. */
export const runLines = (runs: ReadonlyArray<Run>, now: Date): ReadonlyArray<string> => {
  if (runs.length === 0) return ["no runs"];
  const rows = [header, ...runs.map((run) => rowOf(run, now))];
  const isScheduled = runs.some(({ scheduled_for }) => scheduled_for !== null);
  return tableLines(isScheduled ? rows : rows.map((row) => row.toSpliced(instant, 1)));
};
