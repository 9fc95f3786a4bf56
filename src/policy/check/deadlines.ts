import type { CheckRecord, CheckRun } from "../../domain/stored/CheckRecord.ts";
import { expectedAfter } from "./expected.ts";
import { fail } from "./failure.ts";
import { resume } from "./pause.ts";
import { andThen, type Step, unchanged } from "./record.ts";
import type { CheckRule, Instant } from "./rule.ts";
import { openRuns, replaceRun } from "./runs.ts";

/** What happens to a check only because time passes. */
type Deadline =
  | { readonly kind: "resume"; readonly at: Instant }
  | { readonly kind: "overdue"; readonly at: Instant; readonly run: CheckRun }
  | { readonly kind: "missed"; readonly at: Instant; readonly expected: Instant };

const overdueAt = (run: CheckRun, rule: CheckRule, { notBefore }: CheckRecord): Instant =>
  Math.max((run.startedAt ?? 0) + (rule.withinMs ?? rule.graceMs), notBefore);

/** When a report that is expected then is missed. */
export const missedAt = (
  expected: Instant,
  { graceMs }: CheckRule,
  { notBefore }: Pick<CheckRecord, "notBefore">,
): Instant => Math.max(expected + graceMs, notBefore);

/** The next of them; null if there is none. While a run is open nothing but its end is expected. */
export const nextDeadline = (record: CheckRecord, rule: CheckRule): Deadline | null => {
  const { paused, phase, expected } = record;
  if (paused) return paused.until === null ? null : { kind: "resume", at: paused.until };
  const open = openRuns(record);
  if (open.length > 0)
    return open
      .map((run) => ({ kind: "overdue" as const, at: overdueAt(run, rule, record), run }))
      .reduce((first, other) => (other.at < first.at ? other : first));
  if (phase !== "up" || expected === null) return null;
  return { kind: "missed", at: missedAt(expected, rule, record), expected };
};

const act = (record: CheckRecord, rule: CheckRule, deadline: Deadline, at: Instant): Step => {
  switch (deadline.kind) {
    case "resume":
      return resume(record, rule, at);
    case "overdue": {
      const closed = replaceRun(record, deadline.run, { outcome: "overdue" });
      return fail({ ...closed, expected: expectedAfter(at, rule, closed) }, rule, at, "overdue");
    }
    case "missed": {
      const expected = expectedAfter(deadline.expected, rule, record);
      return fail({ ...record, expected, isLate: true }, rule, at, "missed");
    }
  }
};

/** The record after all deadlines up to and including the second `now`. One that was overdue when it became known acts then. */
export const passTime = (record: CheckRecord, rule: CheckRule, now: Instant): Step => {
  const deadline = nextDeadline(record, rule);
  if (!deadline || deadline.at > now) return unchanged({ ...record, asOf: Math.max(record.asOf, now) });
  const at = Math.max(deadline.at, record.asOf);
  return andThen(act({ ...record, asOf: at }, rule, deadline, at), (after) => passTime(after, rule, now));
};
