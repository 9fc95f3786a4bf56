import fc from "fast-check";
import { expect, test } from "vitest";
import { planFor } from "../../src/samples/plan.ts";
import {
  bucketOf,
  customaryRetention,
  keptSince,
  tableAt,
  tableNamed,
  tablesIn,
} from "../../src/samples/tiers.ts";

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const now = Date.UTC(2026, 10, 30, 17, 3);
const plan = (range: number, more: Partial<Parameters<typeof planFor>[0]> = {}) =>
  planFor(
    { from: now - range, to: now, step: null, series: 1, groups: null, isSketched: false, ...more },
    now,
    customaryRetention,
  );

test("the tier follows from the range, with some hundreds of steps", () => {
  const planned = [hour, 6 * hour, day, 7 * day, 30 * day, 300 * day].map((range) => {
    const { tier, step } = plan(range);
    return [tier, step];
  });
  expect(planned).toEqual([
    ["raw", 30_000],
    ["raw", 2 * minute],
    ["5m", 5 * minute],
    ["1h", hour],
    ["1h", 3 * hour],
    ["1d", day],
  ]);
});

test("a step that is asked for is kept where that is possible", () => {
  expect(plan(6 * hour, { step: 30_000 })).toMatchObject({ tier: "raw", step: 30_000 });
  expect(plan(6 * hour, { step: 10 * minute })).toMatchObject({ tier: "5m", step: 10 * minute });
  expect(plan(30 * day, { step: 90 * minute })).toMatchObject({ tier: "5m", step: 90 * minute });
});

test("beyond 750 steps they get longer", () => {
  expect(plan(6 * hour, { step: 1_000 }).step).toBe(30_000);
});

test("what a tier has no longer comes from a coarser one", () => {
  const from = now - 10 * day;
  expect(plan(0, { from, to: from + hour, step: 30_000 })).toMatchObject({ tier: "5m", step: 5 * minute });
  const old = now - 40 * day;
  expect(plan(0, { from: old, to: old + hour })).toMatchObject({ tier: "1h", step: hour });
});

test("quantiles of very many series come from those of groups, or from a coarser tier", () => {
  const quantiles = { isSketched: true, series: 40, step: 6 * hour };
  expect(plan(30 * day, { ...quantiles, groups: 1 })).toMatchObject({ tier: "1h", isGrouped: true });
  expect(plan(30 * day, quantiles)).toMatchObject({ tier: "1d", step: day, isGrouped: false });
  expect(plan(30 * day, { ...quantiles, isSketched: false })).toMatchObject({ tier: "1h", isGrouped: false });
});

test("every plan covers its range in whole steps, each made of whole buckets, and reads no more than it may", () => {
  fc.assert(
    fc.property(
      fc.record({
        range: fc.integer({ min: 1, max: 800 * day }),
        ago: fc.integer({ min: 0, max: 300 * day }),
        step: fc.option(fc.integer({ min: 1, max: (10 * day) / 1000 }).map((seconds) => seconds * 1000)),
        series: fc.integer({ min: 0, max: 500 }),
        groups: fc.option(fc.integer({ min: 1, max: 3 })),
        isSketched: fc.boolean(),
      }),
      ({ range, ago, ...wanted }) => {
        const [from, to] = [now - ago - range, now - ago];
        const planned = planFor({ from, to, ...wanted }, now, customaryRetention);
        expect(planned.from % planned.step).toBe(0);
        expect(planned.to % planned.step).toBe(0);
        expect(planned.from).toBeLessThanOrEqual(from);
        expect(planned.to).toBeGreaterThanOrEqual(to);
        expect((planned.to - planned.from) / planned.step).toBeLessThanOrEqual(752);
        if (planned.tier !== "raw") expect(planned.step % bucketOf[planned.tier]).toBe(0);
        if (planned.tier !== "1d")
          expect(from).toBeGreaterThanOrEqual(keptSince(planned.tier, now, customaryRetention));
      },
    ),
  );
});

test("the tables of a range are in order, without gaps, and named for their times", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("raw" as const, "5m" as const, "1h" as const),
      fc.integer({ min: 0, max: now }),
      fc.integer({ min: 1, max: 70 * day }),
      (tier, from, range) => {
        const tables = tablesIn(tier, from, from + range);
        expect(tables[0]?.from).toBeLessThanOrEqual(from);
        expect(tables.at(-1)?.to).toBeGreaterThanOrEqual(from + range);
        for (const [index, table] of tables.entries()) {
          expect(table.from).toBe(tables[index - 1]?.to ?? table.from);
          expect(tableNamed(table.name)).toEqual({ tier, ...table });
          expect(tableAt(tier, table.to - 1)).toEqual(table);
        }
      },
    ),
  );
});
