import { describe, expect, it } from "vitest";
import { parseTime } from "../../src/cli/terminal/parseTime.ts";

const now = new Date(2026, 0, 31, 14, 30);
const parsed = (text: string): string | undefined => parseTime(text, now)?.toISOString();

describe("a time on the command line", () => {
  it("may be a duration ago", () => {
    expect(parsed("1h30m")).toBe(new Date(2026, 0, 31, 13, 0).toISOString());
  });

  it("may be a time of day: the most recent one", () => {
    expect(parsed("14:00")).toBe(new Date(2026, 0, 31, 14, 0).toISOString());
    expect(parsed("23:59:30")).toBe(new Date(2026, 0, 30, 23, 59, 30).toISOString());
  });

  it("may be a date, alone or with a time, local unless it has a time zone", () => {
    expect(parsed("2026-01-02")).toBe(new Date(2026, 0, 2).toISOString());
    expect(parsed("2026-01-02 03:04")).toBe(new Date(2026, 0, 2, 3, 4).toISOString());
    expect(parsed("2026-01-02T03:04:05Z")).toBe("2026-01-02T03:04:05.000Z");
  });

  it("is nothing else", () => {
    for (const text of ["yesterday", "", "25:00", "2026-13-45", "12"]) expect(parsed(text)).toBeUndefined();
  });
});
