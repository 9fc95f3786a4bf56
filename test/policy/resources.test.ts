import { describe, expect, it } from "vitest";
import { maxRuntimeText } from "../../src/policy/messages/maxRuntime.ts";
import { sizeText } from "../../src/policy/messages/size.ts";
import { longestRuntime } from "../../src/policy/resources/maxRuntime.ts";
import { afterSample, isTooMuch, noOveruse, overuseText } from "../../src/policy/resources/memory.ts";
import { type ChildRecord, decide } from "../../src/policy/restart/verdict.ts";

const rule = { restartAbove: 512e6, samples: 3 };

describe("a memory limit", () => {
  it("is exceeded after as many samples in a row above it; one at the limit begins anew", () => {
    const overuseOf = (...samples: ReadonlyArray<number>) =>
      samples.reduce((overuse, memory) => afterSample(overuse, memory, rule), noOveruse);
    expect(isTooMuch(overuseOf(600e6, 600e6), rule)).toBe(false);
    expect(isTooMuch(overuseOf(600e6, 600e6, 512e6, 600e6), rule)).toBe(false);
    expect(isTooMuch(overuseOf(600e6, 600e6, 612e6), rule)).toBe(true);
    expect(overuseText(overuseOf(600e6, 600e6, 612e6), rule)).toBe("used 612 MB, over 512 MB in 3 samples");
  });
});

describe("the spread of a longest runtime", () => {
  const limit = { afterMs: 1_000_000, spreadMs: 100_000 };

  it("is the same for a run, and within its bounds", () => {
    expect(longestRuntime(limit, "web#1", 7)).toBe(longestRuntime(limit, "web#1", 7));
    expect(longestRuntime({ ...limit, spreadMs: 0 }, "web#1", 7)).toBe(1_000_000);
  });

  it("spreads instances that were started together over all of it", () => {
    const spread = Array.from({ length: 100 }, (_, index) => longestRuntime(limit, `web#${index}`, 1) - 1e6);
    expect(Math.min(...spread)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...spread)).toBeLessThanOrEqual(100_000);
    const tenths = new Set(spread.map((ms) => Math.floor(ms / 10_000)));
    expect(tenths.size).toBe(10);
  });
});

describe("the verdict on a planned restart", () => {
  const backoff = {
    initialMs: 1000,
    factor: 2,
    maxMs: 60_000,
    jitter: 0,
    resetAfterMs: 60_000,
    healthyAfterMs: 1000,
  };
  const counts = { streak: 3, refusals: 0, restarts: [] };
  const child: ChildRecord = {
    id: "a",
    restart: "transient",
    backoff,
    limit: null,
    onLimit: null,
    ...counts,
  };
  const full = { intensity: 0, periodMs: 10_000, window: [] };

  it("counts for no limit, though nothing has failed and the child is transient", () => {
    const verdict = decide(child, full, { kind: "recycled", because: "max_runtime", upMs: 5 }, 0, 0.5);
    expect(verdict).toMatchObject({ kind: "restart", delayMs: 0, streak: 3, restarts: [], window: [] });
  });

  it("pauses as after failures if the memory grew again soon, and not after a long run", () => {
    const verdictAfter = (upMs: number) =>
      decide(child, full, { kind: "recycled", because: "memory", upMs }, 0, 0.5);
    expect(verdictAfter(5_000)).toMatchObject({ kind: "restart", delayMs: 4000, streak: 4 });
    expect(verdictAfter(60_000)).toMatchObject({ kind: "restart", delayMs: 0, streak: 1 });
  });
});

it("sizes have three digits, durations their two largest units", () => {
  expect([999, 1e3, 4.254e9, 5e15].map(sizeText)).toEqual(["999 B", "1 kB", "4.25 GB", "5000 TB"]);
  expect(maxRuntimeText(90_061_000)).toBe("ran for 1 d 1 h, its max_runtime");
});
