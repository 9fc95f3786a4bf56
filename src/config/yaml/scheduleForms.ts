import type { Located } from "../diagnostics/located.ts";

const keyOf = (short: Located): string => {
  if (short.kind === "list") return "several";
  return short.kind === "scalar" && short.value === "manual" ? "manual" : "cron";
};

/** The `schedule` of a job as a map: a cron expression, `manual` and a list of schedules are short for one. */
export const scheduleMap = (schedule: Located): Located => {
  if (schedule.kind === "map") return schedule;
  const { at } = schedule;
  const key = keyOf(schedule);
  const value: Located = key === "manual" ? { kind: "scalar", at, value: true } : schedule;
  return { kind: "map", at, entries: new Map([[key, { keyAt: at, value }]]) };
};
