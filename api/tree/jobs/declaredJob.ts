import type { JobSpec } from "../../../src/domain/tree/ChildSpec.ts";
import type { Schedule } from "../../../src/domain/tree/Schedule.ts";
import type { JobView } from "../../../src/domain/view/NodeView.ts";

const iso = (at: number): string => new Date(at).toISOString();

const declaredSchedule = (schedule: Schedule) => {
  if ("at" in schedule) return { at: iso(schedule.at) };
  if ("everyMs" in schedule) return { every_ms: schedule.everyMs, anchor: iso(schedule.anchor) };
  const { cron, timezone } = schedule;
  return { cron, timezone };
};

/** A job as it is answered: what it is doing, and how it is declared. */
export const declaredJob = (
  view: JobView,
  { schedules, overlap, pool, timeoutMs, parameters, chain }: JobSpec,
) => ({
  ...view,
  schedules: schedules.map(declaredSchedule),
  overlap: overlap.kind,
  ...{ pool, timeout_ms: timeoutMs, parameters, chain },
});
