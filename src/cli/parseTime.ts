import { parseDuration } from "../config/duration.ts";

/** `14:30` or `14:30:15`: today, or yesterday where that would still have to come. */
const timeOfDay = (text: string, now: Date): Date | null => {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (!match) return null;
  const found = new Date(now);
  found.setHours(Number(match[1]), Number(match[2]), Number(match[3] ?? 0), 0);
  if (found > now) found.setDate(found.getDate() - 1);
  return found;
};

const date = (text: string): Date | null => {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return null;
  // A date alone would be read as UTC, a date with a time as local time; people mean local time.
  const found = new Date(text.length === 10 ? `${text}T00:00` : text.replace(/^(\S+) /, "$1T"));
  return Number.isNaN(found.getTime()) ? null : found;
};

/** The moment that a person means: a duration ago, a time of day, or a date, local unless it says otherwise. */
export const parseTime = (text: string, now: Date): Date | null => {
  const ago = parseDuration(text);
  return ago === null ? (timeOfDay(text, now) ?? date(text)) : new Date(now.getTime() - ago);
};
