import { describe, expect, it } from "vitest";
import { latencyPath, latencySummary, quantileOf } from "../../web/pages/child/latency.ts";

describe("the latency of a probe", () => {
  it("is its last attempt, and what half and 95 of 100 attempts stayed within", () => {
    const recent = Array.from({ length: 20 }, (_, at) => at + 1);
    expect([quantileOf(recent, 0.5), quantileOf(recent, 0.95), quantileOf([], 0.5)]).toEqual([10, 19, null]);
    expect(latencySummary([30, 4.25, 1_200])).toBe("last 1.2 s, p50 30 ms, p95 1.2 s of 3");
    expect(latencySummary([])).toBeNull();
  });

  it("is drawn from 0 to the longest", () => {
    expect(latencyPath([5, 10])).toBe("M0.0 9.0L120.0 2.0");
    expect(latencyPath([0, 0])).toBe("M0.0 16.0L120.0 16.0");
  });
});
