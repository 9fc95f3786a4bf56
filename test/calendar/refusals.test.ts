import { describe, expect, it } from "vitest";
import { isProblem } from "../../src/calendar/CalendarProblem.ts";
import { parseCron } from "../../src/calendar/cron.ts";

/** Expression, field, message, hint. */
const refused: ReadonlyArray<readonly [string, string | null, string, string | null]> = [
  ["", null, "the cron expression is empty", "minute, hour, day of month"],
  [
    "* * * *",
    null,
    'a cron expression has five fields, or six with seconds; "* * * *" has 4',
    "minute, hour",
  ],
  ["0 0 1 1 * 2027 *", null, "five fields, or six with seconds", "leave the year out"],
  ["60 * * * *", "minute", "the minute takes 0 to 59, not 60", "the full hour is 0"],
  ["*/0 * * * *", "minute", 'the minute takes a step from 1 to 60 after a slash, not "0" as in "*/0"', null],
  [
    "*/90 * * * *",
    "minute",
    'a step from 1 to 60 after a slash, not "90"',
    "`every` has intervals of any length",
  ],
  ["5-1 * * * *", "minute", 'has a range that ends before it begins in "5-1"', 'write "5-59,0-1"'],
  ["0 22-2 * * *", "hour", 'ends before it begins in "22-2"', 'write "22-23,0-2"'],
  ["0 24 * * *", "hour", "the hour takes 0 to 23, not 24", "midnight is 0"],
  ["0 0 0 * *", "day of month", "the day of month takes 1 to 31, not 0", "the first day is 1"],
  ["0 0 32 * *", "day of month", "takes 1 to 31, not 32", "the last day is L"],
  ["0 0 * 13 *", "month", "the month takes 1 to 12 or JAN to DEC, not 13", "December is 12"],
  ["0 0 * * 8", "day of week", "the day of week takes 0 to 7 or SUN to SAT, not 8", "Sunday is 0 or 7"],
  ["0 0 * * FOO", "day of week", 'takes 0 to 7 or SUN to SAT, not "FOO"', null],
  ["0 0 * * TEU", "day of week", 'not "TEU"', "did you mean TUE?"],
  ["0 0 * * monday", "day of week", 'not "MONDAY"', "did you mean MON?"],
  ["0 0 * * FRI-MON", "day of week", 'ends before it begins in "FRI-MON"', 'write "FRI-6,0-MON"'],
  ["0 0 * * 5#6", "day of week", 'takes #1 to #5 or #L after a day, not "#6"', "the second Friday"],
  ["0 0 * * L", "day of week", 'not "L"', null],
  ["1,,2 * * * *", "minute", 'has an empty item in "1,,2"', "remove the comma"],
  ["5/10 * * * *", "minute", 'takes a step only after * or a range, not as in "5/10"', "write 5-59/10"],
  ["1-2-3 * * * *", "minute", `can't be read in "1-2-3"`, "10-50/5"],
  ["0 0 L-3 * *", "day of month", 'takes 1 to 31, not "L"', null],
  ["0 0 LW,1 * *", "day of month", "takes LW only by itself", "a second schedule"],
  ["0 0 15W-20 * *", "day of month", 'not "15W"', null],
  ["0 0 1 1 * +5", "day of week", 'not "+5"', null],
  ["-5 * * * *", "minute", 'takes 0 to 59, not ""', null],
  ["61 0 0 * * *", "second", "the second takes 0 to 59, not 61", null],
  ["@dayly", null, 'there is no nickname "@dayly"', "did you mean @daily?"],
  ["@reboot", null, "@reboot is not a time", "a service without a schedule is started with the daemon"],
  ["0 0 30 2 *", "day of month", '"0 0 30 2 *" never runs', "the last day of every month is L"],
  ["0 0 31 4,6,9,11 *", "day of month", "never runs", "L"],
];

describe("an expression that can't be read", () => {
  for (const [expression, field, message, hint] of refused)
    it(`"${expression}" is refused: ${message}`, () => {
      const problem = parseCron(expression, "UTC");
      if (!isProblem(problem)) throw new Error("it was read");
      expect(problem.field).toBe(field);
      expect(problem.message).toContain(message);
      if (hint === null) expect(problem.hint).toBeNull();
      else expect(problem.hint).toContain(hint);
    });

  it("that never runs is refused within a second", () => {
    const start = performance.now();
    expect(isProblem(parseCron("0 0 30 2 *", "UTC"))).toBe(true);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe("a time zone", () => {
  it("that there is not is refused, with the nearest name", () => {
    expect(parseCron("0 0 * * *", "Europe/Berlni")).toEqual({
      field: "timezone",
      message: 'there is no time zone "Europe/Berlni"',
      hint: "did you mean Europe/Berlin?",
    });
  });

  it("is a name, not an offset", () => {
    expect(parseCron("0 0 * * *", "+01:00")).toMatchObject({ field: "timezone" });
    expect(parseCron("0 0 * * *", "")).toMatchObject({
      hint: "write its name, such as Europe/Berlin or UTC",
    });
  });
});
