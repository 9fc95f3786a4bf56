import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextDelay } from "../../src/policy/restart/backoff.ts";

const backoff = {
  initialMs: 1000,
  factor: 2,
  maxMs: 60_000,
  jitter: 0,
  resetAfterMs: 60_000,
  healthyAfterMs: 1000,
};

const delays = (runs: ReadonlyArray<number | null>): ReadonlyArray<number> => {
  let streak = 0;
  return runs.map((upMs) => {
    const next = nextDelay(backoff, streak, { upMs }, 0.5);
    streak = next.streak;
    return next.delayMs;
  });
};

describe("the delay before a restart", () => {
  it("is none after the first healthy run, then one second, doubling to a minute", () => {
    expect(delays([5000, null, null, null, null, null, null, null, null])).toEqual([
      0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000,
    ]);
  });

  it("applies at once to a run that never became healthy", () => {
    expect(delays([null, null, null])).toEqual([1000, 2000, 4000]);
    expect(delays([backoff.healthyAfterMs - 1, null])).toEqual([1000, 2000]);
  });

  it("keeps growing for a program that crashes every few seconds", () => {
    expect(delays([5000, 5000, 5000, 5000])).toEqual([0, 1000, 2000, 4000]);
  });

  it("is reset after a long enough healthy run", () => {
    expect(delays([5000, null, null, 60_000, null])).toEqual([0, 1000, 2000, 0, 1000]);
  });

  it("varies by at most the jitter", () => {
    const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(30), unit, unit, (streak, jitter, dice) => {
        const plain = nextDelay(backoff, streak, { upMs: null }, 0).delayMs;
        const { delayMs } = nextDelay({ ...backoff, jitter }, streak, { upMs: null }, dice);
        expect(delayMs).toBeGreaterThanOrEqual(Math.floor(plain * (1 - jitter)));
        expect(delayMs).toBeLessThanOrEqual(Math.ceil(plain * (1 + jitter)));
      }),
    );
  });
});
