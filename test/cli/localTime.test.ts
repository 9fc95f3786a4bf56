import { afterEach, describe, expect, it } from "vitest";
import { dateAndTime, localTime, timeAndAge, timeOrDate } from "../../src/cli/terminal/localTime.ts";
import { parseTime } from "../../src/cli/terminal/parseTime.ts";

const { TZ } = process.env;
afterEach(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

describe("a time in local format", () => {
  it.each([
    ["UTC", "2026-01-31T23:30:00.120Z", "2026-01-31T23:30:00.120+00:00"],
    ["Europe/Berlin", "2026-01-31T23:30:00.120Z", "2026-02-01T00:30:00.120+01:00"],
    ["Europe/Berlin", "2026-07-01T12:00:00.000Z", "2026-07-01T14:00:00.000+02:00"],
    ["America/St_Johns", "2026-01-31T02:05:07.009Z", "2026-01-30T22:35:07.009-03:30"],
  ])("is local, and parses to the same time: %s", (zone, at, local) => {
    process.env.TZ = zone;
    expect(localTime(at)).toBe(local);
    expect(parseTime(local, new Date())).toEqual(new Date(at));
  });

  it("is relative, with the day if it is not today", () => {
    process.env.TZ = "Europe/Berlin";
    const now = new Date("2026-02-01T00:30:00.000Z");
    expect(timeAndAge(now, "2026-02-01T00:29:15.500Z")).toBe("01:29:15 (44s ago)");
    expect(timeAndAge(now, "2026-02-01T00:32:00.000Z")).toBe("01:32:00 (in 2m)");
    expect(timeAndAge(now, "2026-01-31T22:30:00.000Z")).toBe("2026-01-31 23:30:00 (2h ago)");
  });

  it("has its date if that is not today, and can be parsed again", () => {
    process.env.TZ = "Europe/Berlin";
    const now = new Date("2026-02-01T00:30:00.000Z");
    expect(timeOrDate(now, "2026-01-31T23:29:15.500Z")).toBe("00:29:15");
    expect(timeOrDate(now, "2026-01-31T22:29:15.500Z")).toBe("2026-01-31 23:29:15");
    expect(dateAndTime("2026-01-31T23:29:15.500Z")).toBe("2026-02-01 00:29:15");
    expect(parseTime(dateAndTime("2026-01-31T23:29:15.000Z"), now)).toEqual(
      new Date("2026-01-31T23:29:15.000Z"),
    );
  });
});
