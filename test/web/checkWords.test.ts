import { describe, expect, it } from "vitest";
import { expectationOf, graceOf, reportWords, summaryOf } from "../../web/checks/words.ts";

describe("the words of checks", () => {
  it("count what is down and late first", () => {
    const all = (...states: ReadonlyArray<"up" | "late" | "down" | null>) =>
      summaryOf(states.map((check) => ({ check })));
    expect(all("up", "late", "down", "down")).toBe("2 down, 1 late.");
    expect(all("up", null)).toBe("No check is late.");
    expect(all("up")).toBe("The check is not late.");
  });

  it("say how late the next report may be", () => {
    const expected = { check: "up", expected_at: "2026-03-01T05:00:00.000Z" } as const;
    expect(graceOf({ ...expected, deadline_at: "2026-03-01T05:30:00.000Z" })).toBe("30 min");
    expect(graceOf({ check: "new", expected_at: null, deadline_at: null })).toBe(null);
  });

  it("say what is expected, if anything is", () => {
    expect(expectationOf({ check: "new", expected_at: null, deadline_at: null })).toBe(
      "Nothing is expected before the first report.",
    );
    expect(expectationOf({ check: "paused", expected_at: null, deadline_at: null })).toBe(null);
  });

  it("add the exit code to what a report says", () => {
    expect(reportWords({ kind: "fail", exit: 3 })).toBe("failed, exit code 3");
    expect(reportWords({ kind: "start", exit: null })).toBe("started");
  });
});
