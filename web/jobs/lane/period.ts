import type { Span } from "../../api/jobs.ts";
import { inZone } from "../../time/zone.ts";
import { type Day, dayAfter, startOf } from "./day.ts";

/** How much the lanes show. */
export const periods = ["day", "week"] as const;
export type Period = (typeof periods)[number];

const days: Readonly<Record<Period, number>> = { day: 1, week: 7 };

/** How many days a day is after the Monday of its week. */
const afterMonday = (day: Day): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The first day of the period in which a day is; a week begins on Monday. */
export const firstDayOf = (period: Period, day: Day): Day =>
  period === "day" ? day : dayAfter(day, -afterMonday(day));

/** A day so many periods later, or earlier. */
export const dayInPeriod = (period: Period, day: Day, count: number): Day =>
  dayAfter(day, count * days[period]);

/** The whole period in which a day is. A day is 23 or 25 hours long when clocks change. */
export const spanOf = (period: Period, day: Day): Span => {
  const first = firstDayOf(period, day);
  return { from: startOf(first), until: startOf(dayAfter(first, days[period])) };
};

const hour = 3_600_000;

/** The part of a period that a narrow window has room for: of the present day ten hours around now, otherwise all. */
export const partOf = (period: Period, { from, until }: Span, now: number): Span => {
  if (period !== "day" || now < from || now >= until) return { from, until };
  const start = Math.max(from, Math.min(now - 5 * hour, until - 10 * hour));
  return { from: start, until: Math.min(until, start + 10 * hour) };
};

/** A line across the lanes. Moments are in ms since 1970. */
export interface Tick {
  readonly at: number;
  /** `09`, or `Mon 9`. */
  readonly name: string;
  /** Where its name stands: the name of an hour at its line, that of a day in its middle. */
  readonly nameAt: number;
}

/** Every third hour of a day within a span. */
const hoursOf = (day: Day, { from, until }: Span): ReadonlyArray<Tick> =>
  [0, 3, 6, 9, 12, 15, 18, 21]
    .map((number) => String(number).padStart(2, "0"))
    .map((name) => ({ name, at: startOf(day, name), nameAt: startOf(day, name) }))
    .filter(({ at }) => at >= from && at < until);

const weekday = inZone({ weekday: "short", day: "numeric" }, "en-GB");

/** The days of a week. `isNarrow`: there is room for the number of a day only. */
const daysOf = (day: Day, isNarrow: boolean): ReadonlyArray<Tick> => {
  const first = firstDayOf("week", day);
  return [0, 1, 2, 3, 4, 5, 6].map((number) => {
    const at = startOf(dayAfter(first, number));
    const nameAt = startOf(dayAfter(first, number), "12");
    return { at, nameAt, name: isNarrow ? String(Number(dayAfter(first, number).slice(8))) : weekday(at) };
  });
};

/** The lines across the lanes of a span. */
export const ticksOf = (period: Period, day: Day, span: Span, isNarrow: boolean): ReadonlyArray<Tick> =>
  period === "day" ? hoursOf(day, span) : daysOf(day, isNarrow);

/** Where a moment is in a span, as a share of it: 0 is its beginning. */
export const shareOf = (at: number, { from, until }: Span): number => (at - from) / (until - from);
