import { CliError, exitCode } from "../../client/client.ts";
import { parseDuration } from "../../config/language/duration.ts";

/** `14:30` or `14:30:15`: the last time that it was, or the next time that it will be. */
const timeOfDay = (text: string, now: Date, which: "last" | "next"): Date | null => {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (!match) return null;
  const found = new Date(now);
  found.setHours(Number(match[1]), Number(match[2]), Number(match[3] ?? 0), 0);
  if (which === "last" && found > now) found.setDate(found.getDate() - 1);
  if (which === "next" && found <= now) found.setDate(found.getDate() + 1);
  return found;
};

const date = (text: string): Date | null => {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return null;
  // JavaScript reads a date alone as UTC, a date with a time as local time; people mean local time.
  const found = new Date(text.length === 10 ? `${text}T00:00` : text.replace(/^(\S+) /, "$1T"));
  return Number.isNaN(found.getTime()) ? null : found;
};

/** A moment as people write it: a duration ago, a time of day, or a date, in local time unless it has a zone. */
export const parseTime = (text: string, now: Date): Date | null => {
  const ago = parseDuration(text);
  return ago === null ? (timeOfDay(text, now, "last") ?? date(text)) : new Date(now.getTime() - ago);
};

/** A moment to come as people write it: a duration from now, a time of day, or a date, in local time unless it has a zone. */
export const parseComingTime = (text: string, now: Date): Date | null => {
  const from = parseDuration(text);
  return from === null ? (timeOfDay(text, now, "next") ?? date(text)) : new Date(now.getTime() + from);
};

/** The value of an option such as `--since`, in UTC; undefined if the option is not given. */
export const parseTimeOption = (given: string | undefined, name: string): string | undefined => {
  if (given === undefined) return undefined;
  const found = parseTime(given, new Date());
  if (found) return found.toISOString();
  throw new CliError(
    exitCode.usage,
    `${name} takes a time: 10m (ago), 14:30 (today), 2026-01-31 or 2026-01-31T14:30:00Z; not "${given}"`,
  );
};
