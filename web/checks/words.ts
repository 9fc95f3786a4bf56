import type { CheckState } from "../../src/domain/tree/CheckState.ts";
import type { Check, CheckReport, CheckRun } from "../api/checks.ts";
import type { ShownState } from "../live/shownState.ts";
import { duration, timeOfDay } from "../time/format.ts";

export const runMarks: Readonly<Record<CheckRun["outcome"], ShownState>> = {
  open: "running",
  succeeded: "finished",
  failed: "failed",
  overdue: "unhealthy",
};

/** The sentence above the list: what is wrong first. */
export const summaryOf = (checks: ReadonlyArray<Pick<Check, "check">>): string => {
  const count = (state: CheckState): number => checks.filter(({ check }) => check === state).length;
  const [down, late] = [count("down"), count("late")];
  const parts = [down > 0 ? `${down} down` : "", late > 0 ? `${late} late` : ""].filter(
    (part) => part !== "",
  );
  if (parts.length > 0) return `${parts.join(", ")}.`;
  return checks.length === 1 ? "The check is not late." : "No check is late.";
};

type Expected = Pick<Check, "check" | "expected_at" | "deadline_at">;

/** How late the next report may be: `30 min`; null if none is expected. */
export const graceOf = ({ expected_at, deadline_at }: Expected): string | null =>
  expected_at === null || deadline_at === null
    ? null
    : duration(Date.parse(deadline_at) - Date.parse(expected_at));

/** What is expected next, in a sentence; null: nothing. */
export const expectationOf = ({ check, expected_at, deadline_at }: Expected): string | null => {
  if (expected_at === null) return check === "new" ? "Nothing is expected before the first report." : null;
  const end = deadline_at === null ? "" : `, in time until ${timeOfDay(deadline_at)}`;
  return check === "started"
    ? `The end of the run is expected until ${timeOfDay(deadline_at ?? expected_at)}.`
    : `The next report is expected at ${timeOfDay(expected_at)}${end}.`;
};

const kinds: Readonly<Record<CheckReport["kind"], string>> = {
  start: "started",
  success: "succeeded",
  fail: "failed",
  log: "text",
};

/** What a report says: `failed, exit code 3`. */
export const reportWords = ({ kind, exit }: Pick<CheckReport, "kind" | "exit">): string =>
  exit === null ? kinds[kind] : `${kinds[kind]}, exit code ${exit}`;
