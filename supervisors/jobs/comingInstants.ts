import { preview } from "../../src/calendar/preview.ts";
import type { JobState } from "../../src/domain/job/JobState.ts";
import type { JobSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Instant } from "../../src/domain/tree/Schedule.ts";
import type { ComingInstant } from "../../src/domain/view/JobView.ts";
import type { JobRules } from "../../src/policy/job/rules.ts";
import { expectedFrom, isBlackedOut } from "../../src/policy/job/time/windows.ts";

/** The zone in which the instants of a job are shown: that of its first cron expression. */
const zoneOf = ({ schedules }: JobSpec): string => {
  for (const schedule of schedules) if ("timezone" in schedule) return schedule.timezone;
  return "UTC";
};

/** Why nothing will start at an instant; null if something will. */
const whySkipped = (at: Instant, rules: JobRules, state: JobState | undefined): string | null => {
  if (state?.marks.includes(at)) return "will be skipped, as asked for";
  if (isBlackedOut(rules, at)) return "will be skipped: a blackout";
  const pause = state?.pause ?? null;
  return pause && (pause.until === null || at < pause.until) ? "passes while the job is paused" : null;
};

/** The next `n` instants after a time that a job expects, as they are shown; `state` undefined: it is stopped. */
export const comingInstants = (
  spec: JobSpec,
  rules: JobRules,
  state: JobState | undefined,
  { n, after }: { readonly n: number; readonly after: Instant },
): ReadonlyArray<ComingInstant> => {
  const expected = { ...rules.expected, next: (then: Instant) => expectedFrom(rules, then + 1) };
  return preview(expected, zoneOf(spec), after, n).map(({ at, local, remark }) => {
    const remarks = [remark, whySkipped(Date.parse(at), rules, state)].filter((one) => one !== null);
    return { at, local, remark: remarks.length === 0 ? null : remarks.join("; ") };
  });
};
