import { span } from "./span.ts";

const two = (number: number): string => String(number).padStart(2, "0");

/** How far local time is ahead of UTC at a moment: `+01:00`. */
const zone = (date: Date): string => {
  const ahead = -date.getTimezoneOffset();
  const minutes = Math.abs(ahead);
  return `${ahead < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
};

const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

const timeOf = (date: Date): string =>
  `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

/** A moment in local time to the millisecond, as ISO 8601 has it, so that it can be given back: `logs --since`. */
export const localTime = (at: string): string => {
  const date = new Date(at);
  return `${dayOf(date)}T${timeOf(date)}.${String(date.getMilliseconds()).padStart(3, "0")}${zone(date)}`;
};

/** A moment in local time as people tell it: `14:30:05 (2m ago)`, with the date where that is another one. */
export const momentFrom = (now: Date, at: string): string => {
  const date = new Date(at);
  const ago = now.getTime() - date.getTime();
  const day = dayOf(date) === dayOf(now) ? "" : `${dayOf(date)} `;
  return `${day}${timeOf(date)} (${ago < 0 ? `in ${span(-ago)}` : `${span(ago)} ago`})`;
};
