import fc from "fast-check";
import { expect, test } from "vitest";
import { Sketch } from "../../src/samples/Sketch.ts";
import { Summary } from "../../src/samples/Summary.ts";

const shares = [0, 0.01, 0.5, 0.9, 0.95, 0.99, 1];

/** The oracle: the value of the nearest rank. */
const exact = (values: ReadonlyArray<number>, share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

/** Half of a bucket: 2^(1/64) - 1, and what rounding may add. */
const largestError = 0.0109;

const expectClose = (found: number, wanted: number): void =>
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(largestError * Math.abs(wanted));

const magnitude = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
const value = fc.oneof(
  magnitude,
  magnitude.map((one) => -one),
  fc.constant(0),
  fc.integer({ min: -1000, max: 1000 }),
);
const values = fc.array(value, { minLength: 1, maxLength: 300 });

const sketchOf = (all: ReadonlyArray<number>): Sketch => {
  const sketch = new Sketch();
  for (const one of all) sketch.add(one);
  return sketch;
};

test("a quantile is at most 1.1 % beside the exact one, for values of either sign", () => {
  fc.assert(
    fc.property(values, (all) => {
      const sketch = sketchOf(all);
      for (const share of shares) expectClose(sketch.quantile(share), exact(all, share));
    }),
  );
});

test("sketches of parts merge to that of the whole, also as they are stored", () => {
  fc.assert(
    fc.property(values, values, values, (one, two, three) => {
      const merged = sketchOf(one);
      merged.merge(sketchOf(two));
      merged.mergeEncoded(sketchOf(three).encode());
      expect(merged.encode()).toEqual(sketchOf([...three, ...two, ...one]).encode());
    }),
  );
});

test("a stored sketch that is cut off is refused", () => {
  const bytes = sketchOf([1, 2, 3, -4]).encode();
  expect(() => new Sketch().mergeEncoded(bytes.subarray(0, bytes.length - 1))).toThrow("cut off");
});

test("a summary of rows says the same as one of all values", () => {
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 5 }), (parts) => {
      const [whole, ofRows] = [new Summary({ sketched: true }), new Summary({ sketched: true })];
      let at = 0;
      for (const part of parts) {
        const summary = new Summary({ sketched: true });
        for (const one of part) {
          whole.add(one, at);
          summary.add(one, at);
          at += 1;
        }
        ofRows.addRow(summary.row);
      }
      const { sum, ...others } = ofRows.row;
      expect(others).toEqual({ ...whole.row, sum: undefined });
      expect(sum).toBeCloseTo(whole.sum, -3);
      const all = parts.flat();
      for (const share of shares) expectClose(ofRows.quantile(share), exact(all, share));
    }),
  );
});
