import type { CheckRecord } from "../../domain/stored/CheckRecord.ts";
import { missedAt } from "./deadlines.ts";
import { expectedAfter } from "./expected.ts";
import { fail } from "./failure.ts";
import { type Step, turn, unchanged } from "./record.ts";
import type { CheckRule, Instant } from "./rule.ts";
import { addRun, replaceRun, runOfId, runToComplete, runToEnd } from "./runs.ts";

/** What a job says about itself; a log is kept and changes nothing. */
export type ReportKind = "start" | "success" | "fail" | "log";

export interface Report {
  readonly kind: ReportKind;
  /** The id of the run; null: none. */
  readonly id: string | null;
  /** When it arrived. */
  readonly at: Instant;
  /** When it says that it was sent; null: on arrival. */
  readonly claimed: Instant | null;
}

/** When a report counts: at the time it claims, but a claim from the future counts as now. */
export const timeOf = ({ at, claimed }: Pick<Report, "at" | "claimed">): Instant =>
  Math.min(at, claimed ?? at);

/** The record after a report. */
export const noteReport = (record: CheckRecord, rule: CheckRule, report: Report): Step => {
  switch (report.kind) {
    case "start":
      return noteStart(record, report);
    case "success":
    case "fail":
      return noteEnd(record, rule, report, report.kind);
    case "log":
      return unchanged(record);
  }
};

const ignored = (record: CheckRecord): Step => unchanged({ ...record, ignored: record.ignored + 1 });

const noteStart = (record: CheckRecord, report: Report): Step => {
  const startedAt = timeOf(report);
  const known = report.id === null ? undefined : runOfId(record, report.id);
  // An id is used once: a start after the end is that of another run.
  if (known && (known.startedAt !== null || (known.endedAt ?? startedAt) < startedAt)) return ignored(record);
  const isPast = report.id === null && record.lastEnd !== null && startedAt < record.lastEnd;
  const ended = known ?? (isPast ? runToComplete(record, startedAt) : undefined);
  if (ended) return unchanged(replaceRun(record, ended, { startedAt }));
  if (isPast) return ignored(record);
  const opened = addRun(record, { id: report.id, startedAt, endedAt: null, outcome: "open" });
  const onTime = { ...opened, isLate: false };
  return record.phase === "new" ? turn(onTime, "up", report.at, "reported") : unchanged(onTime);
};

const noteEnd = (record: CheckRecord, rule: CheckRule, report: Report, kind: "success" | "fail"): Step => {
  const endedAt = timeOf(report);
  const run = report.id === null ? runToEnd(record, endedAt) : runOfId(record, report.id);
  if (run && run.endedAt !== null) return ignored(record);
  const outcome = kind === "success" ? "succeeded" : "failed";
  const closed = run
    ? replaceRun(record, run, { endedAt, outcome })
    : addRun(record, { id: report.id, startedAt: null, endedAt, outcome });
  // It is history: something newer is known.
  if (record.lastEnd !== null && endedAt < record.lastEnd) return unchanged(closed);
  const expected = expectedAfter(endedAt, rule, closed);
  const ended = { ...closed, lastEnd: endedAt };
  const onTime = { ...ended, isLate: false, expected };
  if (kind === "fail") return failed(onTime, rule, report.at);
  // A success of long ago: since then another was due, and has not come.
  if (record.phase === "down" && expected !== null && missedAt(expected, rule, record) < report.at)
    return unchanged(ended);
  return turn({ ...onTime, failures: 0 }, "up", report.at, record.phase === "new" ? "reported" : "recovered");
};

/** A first report that is a failure makes a check up, unless one failure is enough. */
const failed = (record: CheckRecord, rule: CheckRule, at: Instant): Step => {
  const failure = fail(record, rule, at, "fail");
  return failure.record.phase === "new" ? turn(failure.record, "up", at, "reported") : failure;
};
