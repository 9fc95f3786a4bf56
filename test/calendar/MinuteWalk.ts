// What an expression means, minute by minute: from the wall times that Intl tells, and without anything of src/calendar.
import fc from "fast-check";

const minute = 60_000;

/** A field of an expression as it is written, and what it matches. */
export interface FieldModel {
  readonly text: string;
  readonly has: (value: number) => boolean;
}

/** A day's field sees the whole date. */
export interface DayModel {
  readonly text: string;
  readonly has: (date: Date) => boolean;
}

export interface ExpressionModel {
  readonly minutes: FieldModel;
  readonly hours: FieldModel;
  readonly day: DayModel;
  readonly month: FieldModel;
  readonly weekday: DayModel;
}

export const textOf = ({ minutes, hours, day, month, weekday }: ExpressionModel): string =>
  [minutes, hours, day, month, weekday].map(({ text }) => text).join(" ");

/** `wall`: a time at which a clock in UTC shows what the clock on the wall shows. */
const matches = ({ minutes, hours, day, month, weekday }: ExpressionModel, wall: number): boolean => {
  // Most are no match already here.
  if (!minutes.has((wall / minute) % 60) || !hours.has(Math.floor(wall / minute / 60) % 24)) return false;
  const date = new Date(wall);
  const [isDay, isWeekday] = [day.has(date), weekday.has(date)];
  const areBothRestricted = !day.text.startsWith("*") && !weekday.text.startsWith("*");
  return month.has(date.getUTCMonth() + 1) && (areBothRestricted ? isDay || isWeekday : isDay && isWeekday);
};

/** The wall time of each minute around a change of the clocks. */
interface Window {
  readonly zone: string;
  readonly start: number;
  readonly walls: ReadonlyArray<number>;
  readonly [fc.toStringMethod]: () => string;
}

export const windowAround = (zone: string, change: string, before: number, after: number): Window => {
  const format = new Intl.DateTimeFormat("sv-SE", {
    ...{ timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  });
  const start = Date.parse(change) - before * minute;
  const walls = Array.from({ length: before + after }, (_, index) =>
    Date.parse(`${format.format(start + index * minute).replace(" ", "T")}Z`),
  );
  // A counterexample names the window, not its minutes.
  return { zone, start, walls, [fc.toStringMethod]: () => `${zone} ${change}` };
};

/** The expected instants of a window. */
export const expectedIn = (model: ExpressionModel, { start, walls }: Window): ReadonlyArray<number> => {
  const isFixed = !/[*/]/.test(`${model.minutes.text} ${model.hours.text}`);
  const expected: Array<number> = [];
  let repeatedUntil = Number.NEGATIVE_INFINITY;
  for (const [index, wall] of walls.entries()) {
    const jump = index === 0 ? 0 : wall - (walls[index - 1] ?? 0) - minute;
    const isSmall = Math.abs(jump) <= 180 * minute;
    if (jump < 0 && isSmall) repeatedUntil = wall - jump;
    const skipped =
      jump > 0 && isSmall ? Array.from({ length: jump / minute }, (_, n) => wall - (n + 1) * minute) : [];
    const isDue = isFixed
      ? skipped.some((time) => matches(model, time)) || (wall >= repeatedUntil && matches(model, wall))
      : matches(model, wall);
    if (isDue) expected.push(start + index * minute);
  }
  return expected;
};
