import { afterEach, describe, expect, it } from "vitest";
import { localTime } from "../../src/cli/localTime.ts";
import { parseTime } from "../../src/cli/parseTime.ts";

const { TZ } = process.env;
afterEach(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

describe("a time for people", () => {
  it.each([
    ["UTC", "2026-01-31T23:30:00.120Z", "2026-01-31T23:30:00.120+00:00"],
    ["Europe/Berlin", "2026-01-31T23:30:00.120Z", "2026-02-01T00:30:00.120+01:00"],
    ["Europe/Berlin", "2026-07-01T12:00:00.000Z", "2026-07-01T14:00:00.000+02:00"],
    ["America/St_Johns", "2026-01-31T02:05:07.009Z", "2026-01-30T22:35:07.009-03:30"],
  ])("is local, and means the same moment when it is given back: %s", (zone, at, local) => {
    process.env.TZ = zone;
    expect(localTime(at)).toBe(local);
    expect(parseTime(local, new Date())).toEqual(new Date(at));
  });
});
