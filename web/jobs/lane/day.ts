import { momentOf, shownParts } from "../../time/zone.ts";

/** A day as `2026-03-12`, in the zone in which times are shown. */
export type Day = string;

export const dayAt = (at: number): Day => shownParts(at).toISOString().slice(0, 10);

/** The day so many days later, or earlier. */
export const dayAfter = (day: Day, days: number): Day => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

/** When a day begins, or an hour of it (`09`), in ms since 1970. */
export const startOf = (day: Day, hour = "00"): number => momentOf(`${day}T${hour}:00`).getTime();
