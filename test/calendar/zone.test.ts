import { describe, expect, it } from "vitest";
import { isProblem } from "../../src/calendar/CalendarProblem.ts";
import { parseCron } from "../../src/calendar/cron.ts";
import { every } from "../../src/calendar/every.ts";
import type { Instants } from "../../src/calendar/Instants.ts";
import { once } from "../../src/calendar/once.ts";
import { preview } from "../../src/calendar/preview.ts";
import { union } from "../../src/calendar/union.ts";
import { isZone, localText, remarkOn } from "../../src/calendar/zone.ts";

const cron = (expression: string, zone: string): Instants => {
  const instants = parseCron(expression, zone);
  if (isProblem(instants)) throw new Error(instants.message);
  return instants;
};

const at = (text: string): number => Date.parse(text);

/** The local times of a schedule after a time, each with its remark. */
const remarks = (expression: string, zone: string, after: string, count: number) =>
  preview(cron(expression, zone), zone, at(after), count).map(({ local, remark }) => [local, remark]);

describe("a time zone", () => {
  it("is one of the names that the zone data has, in any case", () => {
    for (const name of ["UTC", "Europe/Berlin", "europe/berlin", "Asia/Calcutta", "Etc/GMT+5"])
      expect(isZone(name)).toBe(true);
    for (const name of ["", "+01:00", "-05:00", "Europe", "Europe/Berlni", "Mars/Olympus", "local"])
      expect(isZone(name)).toBe(false);
  });
});

describe("the local time of an instant", () => {
  it.each([
    ["2026-03-01T06:15:00Z", "Europe/Berlin", "2026-03-01T07:15:00+01:00"],
    ["2026-07-01T00:00:00Z", "America/St_Johns", "2026-06-30T21:30:00-02:30"],
    ["2026-01-01T00:00:00Z", "Asia/Kathmandu", "2026-01-01T05:45:00+05:45"],
    ["2026-01-01T00:00:00Z", "UTC", "2026-01-01T00:00:00+00:00"],
    ["2026-01-01T00:00:00.250Z", "UTC", "2026-01-01T00:00:00.250+00:00"],
    ["1880-01-01T00:00:00Z", "Europe/Berlin", "1880-01-01T00:53:28+00:53:28"],
  ])("%s in %s is %s", (instant, zone, local) => {
    expect(localText(at(instant), zone)).toBe(local);
  });
});

describe("a remark", () => {
  it("says that a fixed time is skipped, and when it runs instead", () => {
    expect(remarks("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 3)).toEqual([
      ["2026-03-28T02:30:00+01:00", null],
      ["2026-03-29T03:00:00+02:00", "the clocks go forward at 02:00: runs at 03:00 instead of 02:30"],
      ["2026-03-30T02:30:00+02:00", null],
    ]);
  });

  it("names the skipped times, the first two if there are many", () => {
    expect(remarks("0,30 2,3 * * *", "Europe/Berlin", "2026-03-29T00:30:00Z", 2)).toEqual([
      [
        "2026-03-29T03:00:00+02:00",
        "the clocks go forward at 02:00: runs at 03:00 instead of 02:00 and 02:30",
      ],
      ["2026-03-29T03:30:00+02:00", null],
    ]);
    expect(remarks("15,20,25 2 * * *", "Europe/Berlin", "2026-03-29T00:30:00Z", 1)).toEqual([
      [
        "2026-03-29T03:00:00+02:00",
        "the clocks go forward at 02:00: runs at 03:00 instead of 02:15, 02:20 …",
      ],
    ]);
    expect(remarks("30 15 2 * * *", "Europe/Berlin", "2026-03-29T00:30:00Z", 1)).toEqual([
      ["2026-03-29T03:00:00+02:00", "the clocks go forward at 02:00: runs at 03:00 instead of 02:15:30"],
    ]);
  });

  it("is none where the schedule names the time after the skipped ones itself, or follows real time", () => {
    expect(remarks("0 3 * * *", "Europe/Berlin", "2026-03-29T00:30:00Z", 1)).toEqual([
      ["2026-03-29T03:00:00+02:00", null],
    ]);
    expect(remarks("*/30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 2)).toEqual([
      ["2026-03-29T01:30:00+01:00", null],
      ["2026-03-29T03:00:00+02:00", null],
    ]);
  });

  it("says that a time comes twice, and which one this is", () => {
    expect(remarks("30 2 * * *", "Europe/Berlin", "2026-10-25T00:00:00Z", 2)).toEqual([
      ["2026-10-25T02:30:00+02:00", "02:30 comes twice; it runs the first time only"],
      ["2026-10-26T02:30:00+01:00", null],
    ]);
    expect(remarks("0,30 * * * *", "Europe/Berlin", "2026-10-24T23:30:00Z", 5)).toEqual([
      ["2026-10-25T02:00:00+02:00", "02:00 comes twice; this is the first"],
      ["2026-10-25T02:30:00+02:00", "02:30 comes twice; this is the first"],
      ["2026-10-25T02:00:00+01:00", "02:00 comes twice; this is the second"],
      ["2026-10-25T02:30:00+01:00", "02:30 comes twice; this is the second"],
      ["2026-10-25T03:00:00+01:00", null],
    ]);
  });

  it("is given on intervals and single times, too", () => {
    const first = at("2026-10-25T00:30:00Z");
    expect(remarkOn(first, every(3_600_000, first), "Europe/Berlin")).toBe(
      "02:30 comes twice; this is the first",
    );
    expect(remarkOn(first, once(first), "Europe/Berlin")).toBe(
      "02:30 comes twice; it runs the first time only",
    );
  });

  it("is given on several schedules for what one of them skips", () => {
    const instants = union([
      cron("45 2 * * *", "Europe/Berlin"),
      cron("30 2 * * *", "Europe/Berlin"),
      every(60_000),
    ]);
    expect(remarkOn(at("2026-03-29T01:00:00Z"), instants, "Europe/Berlin")).toBe(
      "the clocks go forward at 02:00: runs at 03:00 instead of 02:30 and 02:45",
    );
    expect(remarkOn(at("2026-03-29T01:01:00Z"), instants, "Europe/Berlin")).toBeNull();
  });

  it("is none on a day that is left out as a whole", () => {
    expect(remarks("30 2 * * *", "Pacific/Apia", "2011-12-29T00:00:00Z", 2)).toEqual([
      ["2011-12-29T02:30:00-10:00", null],
      ["2011-12-31T02:30:00+14:00", null],
    ]);
  });
});

describe("a preview", () => {
  it("ends with the schedule", () => {
    expect(preview(once(at("2026-01-01T00:00:00Z")), "UTC", 0, 5)).toEqual([
      { at: "2026-01-01T00:00:00.000Z", local: "2026-01-01T00:00:00+00:00", remark: null },
    ]);
  });
});
