import type { Span } from "../../api/jobs.ts";
import { momentOf, shownParts } from "../../time/zone.ts";

/** A day as `2026-03-12`, in the zone in which times are shown. */
type Day = string;

export const dayAt = (at: number): Day => shownParts(at).toISOString().slice(0, 10);

/** The day so many days later, or earlier. */
export const dayAfter = (day: Day, days: number): Day => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

/** A whole day: 23 or 25 hours long when clocks change. */
export const spanOf = (day: Day): Span => ({
  from: momentOf(`${day}T00:00`).getTime(),
  until: momentOf(`${dayAfter(day, 1)}T00:00`).getTime(),
});

const hour = 3_600_000;

/** The part of a day that a narrow window has room for: ten hours around now, or all of another day. */
export const partOf = ({ from, until }: Span, now: number): Span => {
  if (now < from || now >= until) return { from, until };
  const start = Math.max(from, Math.min(now - 5 * hour, until - 10 * hour));
  return { from: start, until: Math.min(until, start + 10 * hour) };
};

export interface Hour {
  /** In ms since 1970. */
  readonly at: number;
  /** `09`. */
  readonly name: string;
}

/** Every third hour of the day within a span. */
export const hoursOf = (day: Day, { from, until }: Span): ReadonlyArray<Hour> =>
  [0, 3, 6, 9, 12, 15, 18, 21]
    .map((number) => String(number).padStart(2, "0"))
    .map((name) => ({ name, at: momentOf(`${day}T${name}:00`).getTime() }))
    .filter(({ at }) => at >= from && at < until);

/** Where a moment is in a span, as a share of it: 0 is its beginning. */
export const shareOf = (at: number, { from, until }: Span): number => (at - from) / (until - from);
