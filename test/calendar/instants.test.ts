import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isProblem } from "../../src/calendar/CalendarProblem.ts";
import { horizonYears, parseCron } from "../../src/calendar/cron.ts";
import { every } from "../../src/calendar/every.ts";
import type { Instants } from "../../src/calendar/Instants.ts";
import { once } from "../../src/calendar/once.ts";
import { union } from "../../src/calendar/union.ts";
import { examples } from "../support/examples.ts";
import {
  type DayModel,
  type ExpressionModel,
  expectedIn,
  type FieldModel,
  textOf,
  windowAround,
} from "./MinuteWalk.ts";

const minute = 60_000;
/** Minutes of a window before and after the change. */
const [before, after] = [1_440, 2 * 1_440];

const cron = (expression: string, zone: string): Instants => {
  const instants = parseCron(expression, zone);
  if (isProblem(instants)) throw new Error(`${expression}: ${instants.message}`);
  return instants;
};

/** Around changes of every kind: half an hour, two hours, at midnight, in winter, a day left out, for good, at New Year. */
const windows = [
  ["Europe/Berlin", "2026-03-29T01:00:00Z"],
  ["Europe/Berlin", "2026-10-25T01:00:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30:00Z"],
  ["Antarctica/Troll", "2026-03-29T01:00:00Z"],
  ["Antarctica/Troll", "2026-10-25T01:00:00Z"],
  ["America/Sao_Paulo", "2018-11-04T03:00:00Z"],
  ["America/Sao_Paulo", "2019-02-17T02:00:00Z"],
  ["America/Nuuk", "2026-03-29T01:00:00Z"],
  ["Africa/Casablanca", "2026-02-15T02:00:00Z"],
  ["Africa/Casablanca", "2026-03-22T02:00:00Z"],
  ["Europe/Dublin", "2026-10-25T01:00:00Z"],
  ["Pacific/Apia", "2011-12-30T10:00:00Z"],
  ["Pacific/Kwajalein", "1993-08-21T12:00:00Z"],
  ["America/Juneau", "1983-10-30T10:00:00Z"],
  ["Asia/Pyongyang", "2015-08-14T15:00:00Z"],
  ["Asia/Dhaka", "2009-12-31T18:00:00Z"],
  ["Africa/Juba", "2021-01-31T21:00:00Z"],
  ["Asia/Kathmandu", "2026-01-01T00:00:00Z"],
  ["UTC", "2028-02-29T00:00:00Z"],
].map(([zone = "", change = ""]) => windowAround(zone, change, before, after));

const numbersFrom = (min: number, max: number): fc.Arbitrary<FieldModel> =>
  fc.oneof(
    fc.constant({ text: "*", has: () => true }),
    fc.integer({ min, max }).map((one) => ({ text: String(one), has: (value: number) => value === one })),
    fc
      .array(fc.integer({ min, max }), { minLength: 2, maxLength: 4 })
      .map((list) => ({ text: list.join(","), has: (value: number) => list.includes(value) })),
    fc
      .tuple(fc.integer({ min, max }), fc.integer({ min, max }), fc.integer({ min: 1, max: 7 }), fc.boolean())
      .map(([a, b, step, isStepped]) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        return {
          text: isStepped ? `${from}-${to}/${step}` : `${from}-${to}`,
          has: (value: number) => value >= from && value <= to && (!isStepped || (value - from) % step === 0),
        };
      }),
    fc.integer({ min: 1, max: max - min + 1 }).map((step) => ({
      text: `*/${step}`,
      has: (value: number) => (value - min) % step === 0,
    })),
  );

/** The hours in which clocks are changed. */
const nightHours: fc.Arbitrary<FieldModel> = fc
  .uniqueArray(fc.constantFrom(0, 1, 2, 3, 23), { minLength: 1, maxLength: 3 })
  .map((hours) => ({ text: hours.join(","), has: (value: number) => hours.includes(value) }));

const everyDay: DayModel = { text: "*", has: () => true };

const dayOf = (field: FieldModel, of: (date: Date) => number): DayModel => ({
  text: field.text,
  has: (date) => field.has(of(date)),
});

const lastOfMonth = (date: Date): number =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

const days: fc.Arbitrary<DayModel> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(everyDay) },
  numbersFrom(1, 31).map((field) => dayOf(field, (date) => date.getUTCDate())),
  fc.constant({ text: "L", has: (date: Date) => date.getUTCDate() === lastOfMonth(date) }),
);

const weekdays: fc.Arbitrary<DayModel> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(everyDay) },
  numbersFrom(0, 6).map((field) => dayOf(field, (date) => date.getUTCDay())),
  fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 5 })).map(([day, nth]) => ({
    text: `${day}#${nth}`,
    has: (date: Date) => date.getUTCDay() === day && Math.ceil(date.getUTCDate() / 7) === nth,
  })),
  fc.integer({ min: 0, max: 6 }).map((day) => ({
    text: `${day}L`,
    has: (date: Date) => date.getUTCDay() === day && date.getUTCDate() > lastOfMonth(date) - 7,
  })),
);

const expressions: fc.Arbitrary<ExpressionModel> = fc
  .record({
    minutes: numbersFrom(0, 59),
    hours: fc.oneof(nightHours, numbersFrom(0, 23)),
    day: days,
    month: fc.constant({ text: "*", has: () => true }),
    weekday: weekdays,
  })
  // `*/16` and the last Sunday have no day in common: this is refused.
  .filter(({ day, weekday }) => !(day.text.startsWith("*/") && /[#L]/.test(weekday.text)))
  .map((model) => ({ ...model, [fc.toStringMethod]: () => textOf(model) }));

/** The instants after a time up to another one, at most `most`. */
const listed = (instants: Instants, from: number, to: number, most: number): ReadonlyArray<number> => {
  const found: Array<number> = [];
  for (let at = instants.next(from); at !== null && at < to && found.length < most; at = instants.next(at))
    found.push(at);
  return found;
};

describe("the instants of a cron expression", () => {
  it("are those of a walk over the minutes of days on which the clocks may change", () => {
    fc.assert(
      fc.property(
        expressions,
        fc.constantFrom(...windows),
        fc.integer({ min: 0, max: before + 600 }),
        (model, window, offset) => {
          const from = window.start + offset * minute;
          const to = window.start + (before + after) * minute;
          const expected = expectedIn(model, window).filter((at) => at > from);
          expect(listed(cron(textOf(model), window.zone), from, to, 200)).toEqual(expected.slice(0, 200));
        },
      ),
      examples(400),
    );
  });

  it("include a minute exactly if it is one of them", () => {
    fc.assert(
      fc.property(
        expressions,
        fc.constantFrom(...windows),
        fc.integer({ min: 0, max: before + 600 }),
        (model, window, offset) => {
          const instants = cron(textOf(model), window.zone);
          const expected = new Set(expectedIn(model, window));
          for (let index = offset; index < offset + 40; index += 1) {
            const at = window.start + index * minute;
            expect(instants.includes(at)).toBe(expected.has(at));
          }
        },
      ),
      examples(150),
    );
  });

  it("grow, from any time on, by whole seconds", () => {
    fc.assert(
      fc.property(
        expressions,
        fc.constantFrom(...windows.map(({ zone }) => zone)),
        fc.integer({ min: 0, max: Date.UTC(2100, 0) }),
        (model, zone, from) => {
          const found = listed(cron(textOf(model), zone), from, Number.POSITIVE_INFINITY, 5);
          expect(found).toHaveLength(5);
          for (const [index, at] of [from, ...found].slice(1).entries()) {
            expect(at).toBeGreaterThan([from, ...found][index] ?? 0);
            expect(at % 1_000).toBe(0);
          }
        },
      ),
      examples(150),
    );
  });

  it("don't depend on what was asked before", () => {
    fc.assert(
      fc.property(
        expressions,
        fc.constantFrom(...windows),
        fc.array(fc.integer({ min: 0, max: before + after }), { minLength: 2, maxLength: 10 }),
        (model, { zone, start }, asked) => {
          const [text, used] = [textOf(model), cron(textOf(model), zone)];
          for (const index of asked) {
            const at = start + index * minute;
            expect(used.next(at)).toBe(cron(text, zone).next(at));
          }
        },
      ),
      examples(100),
    );
  });

  it("exist on 29 February even if that must be a Sunday, 40 years apart", () => {
    const instants = cron("0 0 29 2 */7", "Europe/Berlin");
    expect(
      listed(instants, Date.UTC(2080, 0), Date.UTC(2200, 0), 3).map((at) => new Date(at).toISOString()),
    ).toEqual(["2088-02-28T23:00:00.000Z", "2128-02-28T23:00:00.000Z", "2156-02-28T23:00:00.000Z"]);
    expect(horizonYears).toBeGreaterThan(2128 - 2088);
  });

  it("don't exist if the hour is skipped whenever the day matches", () => {
    // In Berlin the clocks go forward on the last Sunday of March.
    expect(cron("*/15 2 25-31 3 */7", "Europe/Berlin").next(Date.UTC(2026, 0))).toBeNull();
  });
});

describe("an interval", () => {
  it("lies on its grid in both directions", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 * 86_400_000 }),
        fc.integer({ min: -1e12, max: 4e12 }),
        fc.integer({ min: -1e12, max: 4e12 }),
        (interval, anchor, from) => {
          const instants = every(interval, anchor);
          const at = instants.next(from) ?? 0;
          expect(at).toBeGreaterThan(from);
          expect(at - from).toBeLessThanOrEqual(interval);
          expect(instants.includes(at)).toBe(true);
          expect(Math.abs(at - anchor) % interval).toBe(0);
          if (interval > 1) expect(instants.includes(at + 1)).toBe(false);
          expect(instants.next(at)).toBe(at + interval);
        },
      ),
      examples(300),
    );
  });

  it("begins with 1970, so that 15m lies on the clock", () => {
    expect(every(900_000).next(Date.UTC(2026, 2, 2, 0, 7))).toBe(Date.UTC(2026, 2, 2, 0, 15));
  });

  it("is refused if it is no whole number of milliseconds from 1", () => {
    for (const interval of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => every(interval)).toThrow(RangeError);
  });
});

describe("a single time", () => {
  it("is due once", () => {
    const instants = once(1_000);
    expect([instants.next(0), instants.next(999), instants.next(1_000)]).toEqual([1_000, 1_000, null]);
    expect([instants.includes(1_000), instants.includes(1_001)]).toEqual([true, false]);
  });
});

describe("several schedules", () => {
  const parts = fc.oneof(
    fc.integer({ min: 1, max: 300 }).map((seconds) => every(seconds * 1_000)),
    fc.integer({ min: 0, max: 3_600_000 }).map(once),
    fc.constantFrom("*/5 * * * *", "10,20 * * * * *", "0 0 * * *").map((text) => cron(text, "UTC")),
  );

  it("have the instants of all of them, none twice, in their order", () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 4 }), (several) => {
        const to = 3_600_000;
        const all = several.flatMap((part) => listed(part, -1, to, Number.POSITIVE_INFINITY));
        const found = listed(union(several), -1, to, Number.POSITIVE_INFINITY);
        expect(found).toEqual([...new Set(all)].sort((a, b) => a - b));
        for (const at of found.slice(0, 20)) expect(union(several).includes(at)).toBe(true);
        expect(union(several).includes(to / 2 + 0.5)).toBe(false);
      }),
      examples(50),
    );
  });
});
