import fc from "fast-check";
import { expect, it } from "vitest";
import { growthBetween, growthWithin, judge, type Series } from "./growth.ts";

/** Daemons that begin a minute after each other and are looked at six times, with noise between and within them. */
const lives = (
  count: number,
  each: { readonly within: number; readonly between: number },
  noise: () => number,
) =>
  Array.from({ length: count }, (_, began): Series => {
    const level = 50 + each.between * began + noise();
    const points = Array.from({ length: 6 }, (_, step) => {
      const age = (step + (began % 3)) / 10;
      return { age, value: level + each.within * age + noise() / 10 };
    });
    return { began, points };
  });

it("distinguishes growth within a life from growth across lives, however long each was measured", () => {
  const exact = lives(10, { within: 30, between: 2 }, () => 0);
  expect(growthWithin(exact).slope).toBeCloseTo(30);
  expect(growthBetween(exact).slope).toBeCloseTo(2);
  expect(growthBetween(exact).error).toBeCloseTo(0);
});

it("has an error that nearly always covers the true value", () => {
  const noise = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 140, maxLength: 140 });
  const samples = fc.sample(noise, { numRuns: 200, seed: 7 });
  const covered = samples.filter((values) => {
    let next = 0;
    const { slope, error } = growthBetween(
      lives(20, { within: 30, between: 2 }, () => values[next++ % values.length] ?? 0),
    );
    return Math.abs(slope - 2) <= 3 * error;
  });
  expect(covered.length).toBeGreaterThan(180);
});

it("judges by two standard errors, and reports when the result is inconclusive", () => {
  expect(judge({ slope: 1, error: 0.2 }, 0.5)).toBe("grows");
  expect(judge({ slope: 0.1, error: 0.1 }, 0.5)).toBe("flat");
  expect(judge({ slope: 0.4, error: 0.1 }, 0.5)).toBe("too short to judge");
  expect(judge({ slope: 0, error: Number.NaN }, 0.5)).toBe("too short to judge");
});
