import { tableOf } from "../table/tableOf.ts";

const units: Readonly<Record<string, number>> = tableOf({
  us: 0.001,
  usec: 0.001,
  ms: 1,
  msec: 1,
  "": 1_000,
  s: 1_000,
  sec: 1_000,
  second: 1_000,
  seconds: 1_000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
  weeks: 604_800_000,
  month: 2_629_800_000,
  months: 2_629_800_000,
  y: 31_557_600_000,
  year: 31_557_600_000,
  years: 31_557_600_000,
});

/**
 * Parses a time span of systemd, such as `5min 20s`, to ms; a number without a unit is in seconds. Null if it is
 * invalid.
 */
export const parseTimeSpan = (text: string): number | null => {
  const trimmed = text.trim();
  if (trimmed === "infinity") return Number.POSITIVE_INFINITY;
  const parts = [...trimmed.matchAll(/(\d+(?:\.\d+)?)\s*([a-zA-Z]*)\s*/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== trimmed) return null;
  const sizes = parts.map(([, amount, unit = ""]) => Number(amount) * (units[unit] ?? Number.NaN));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return Number.isNaN(total) ? null : total;
};
