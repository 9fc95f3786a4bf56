import { afterEach, describe, expect, it } from "vitest";
import { localTime, momentFrom } from "../../src/cli/localTime.ts";
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

  it("is told by how long ago it is or will be, with the day where that is another one", () => {
    process.env.TZ = "Europe/Berlin";
    const now = new Date("2026-02-01T00:30:00.000Z");
    expect(momentFrom(now, "2026-02-01T00:29:15.500Z")).toBe("01:29:15 (44s ago)");
    expect(momentFrom(now, "2026-02-01T00:32:00.000Z")).toBe("01:32:00 (in 2m)");
    expect(momentFrom(now, "2026-01-31T22:30:00.000Z")).toBe("2026-01-31 23:30:00 (2h ago)");
  });
});
