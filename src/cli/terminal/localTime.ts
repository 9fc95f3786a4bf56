import { shortDuration } from "./shortDuration.ts";

const two = (number: number): string => String(number).padStart(2, "0");

/** The UTC offset of local time at a moment: `+01:00`. */
const zone = (date: Date): string => {
  const offset = -date.getTimezoneOffset();
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
};

const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

const timeOf = (date: Date): string =>
  `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

/** A moment in local time to the millisecond, in ISO 8601, which `logs --since` accepts. */
export const localTime = (at: string): string => {
  const date = new Date(at);
  return `${dayOf(date)}T${timeOf(date)}.${String(date.getMilliseconds()).padStart(3, "0")}${zone(date)}`;
};

/** A moment in local time to the second: `2026-01-31 14:30:05`. */
export const dateAndTime = (at: string): string => {
  const date = new Date(at);
  return `${dayOf(date)} ${timeOf(date)}`;
};

/** The same, but only the time if the date is today's: `14:30:05`. */
export const timeOrDate = (now: Date, at: string): string => {
  const date = new Date(at);
  return dayOf(date) === dayOf(now) ? timeOf(date) : dateAndTime(at);
};

/** A moment in local time with its age: `14:30:05 (2m ago)`, with the date if that is not today's. */
export const timeAndAge = (now: Date, at: string): string => {
  const ago = now.getTime() - Date.parse(at);
  return `${timeOrDate(now, at)} (${ago < 0 ? `in ${shortDuration(-ago)}` : `${shortDuration(ago)} ago`})`;
};
