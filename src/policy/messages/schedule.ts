import type { Instant, Schedule, Window } from "../../domain/tree/Schedule.ts";

const instantText = (at: Instant): string => new Date(at).toISOString().replace(".000Z", "Z");

const scheduleText = (schedule: Schedule): string => {
  if ("cron" in schedule) return `${schedule.cron} (${schedule.timezone})`;
  if ("at" in schedule) return `at ${instantText(schedule.at)}`;
  const { everyMs, anchor } = schedule;
  return `every ${everyMs / 1_000}s${anchor === 0 ? "" : ` from ${instantText(anchor)}`}`;
};

/** When a job runs: `0 3 * * * (Europe/Berlin), every 900s`. */
export const describeSchedules = (schedules: ReadonlyArray<Schedule>): string =>
  schedules.length === 0 ? "manual" : schedules.map(scheduleText).join(", ");

/** Windows of time: `2026-12-24T00:00:00Z to 2026-12-27T00:00:00Z`. */
export const describeWindows = (windows: ReadonlyArray<Window>): string =>
  windows.length === 0
    ? "none"
    : windows.map(({ from, until }) => `${instantText(from)} to ${instantText(until)}`).join(", ");

/** The time in which a schedule is active: `from 2026-12-24T00:00:00Z`. */
export const describeActive = ({
  from,
  until,
}: {
  readonly from: Instant | null;
  readonly until: Instant | null;
}): string => {
  const limits = [
    ...(from === null ? [] : [`from ${instantText(from)}`]),
    ...(until === null ? [] : [`until ${instantText(until)}`]),
  ];
  return limits.length === 0 ? "always" : limits.join(" ");
};
