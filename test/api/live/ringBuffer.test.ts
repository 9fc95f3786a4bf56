import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RingBuffer } from "../../../api/live/RingBuffer.ts";
import { examples } from "../../support/examples.ts";

const numbers = (items: ReadonlyArray<{ readonly seq: number }> | null) =>
  items?.map(({ seq }) => seq) ?? null;

describe("a ring buffer", () => {
  it("has what came behind a number, as long as nothing of it was given up", () => {
    const ring = new RingBuffer(10, { items: 3, age: 1000 });
    expect([numbers(ring.after(9)), numbers(ring.after(10)), numbers(ring.after(99))]).toEqual([
      null,
      [],
      [],
    ]);
    for (const seq of [11, 13, 14]) expect(ring.add({ seq, at: 0 })).toEqual([]);
    expect(numbers(ring.after(10))).toEqual([11, 13, 14]);
    expect(numbers(ring.after(12))).toEqual([13, 14]);
    expect(ring.add({ seq: 15, at: 500 })).toEqual([{ seq: 11, at: 0 }]);
    expect([numbers(ring.after(10)), numbers(ring.after(11))]).toEqual([null, [13, 14, 15]]);
  });

  it("gives up what is too old", () => {
    const ring = new RingBuffer(0, { items: 100, age: 1000 });
    for (const [seq, at] of [
      [1, 0],
      [2, 400],
      [3, 900],
    ] as const)
      ring.add({ seq, at });
    expect(numbers(ring.age(1400))).toEqual([1]);
    expect(numbers(ring.age(1400))).toEqual([]);
    expect([numbers(ring.after(0)), numbers(ring.after(1))]).toEqual([null, [2, 3]]);
    expect(numbers(ring.age(9000))).toEqual([2, 3]);
    expect([numbers(ring.after(2)), numbers(ring.after(3))]).toEqual([null, []]);
  });

  it("never leaves anything out, whatever comes and goes", () => {
    const step = fc.record({ by: fc.integer({ min: 1, max: 3 }), pause: fc.integer({ min: 0, max: 40 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (steps, items) => {
        const ring = new RingBuffer<{ seq: number; at: number }>(0, { items, age: 100 });
        const all: Array<number> = [];
        let [seq, at] = [0, 0];
        for (const { by, pause } of steps) {
          [seq, at] = [seq + by, at + pause];
          ring.add({ seq, at });
          ring.age(at);
          all.push(seq);
          for (let from = 0; from <= seq; from += 1) {
            const found = numbers(ring.after(from));
            if (found !== null) expect(found).toEqual(all.filter((one) => one > from));
          }
          expect(numbers(ring.after(seq))).toEqual([]);
        }
      }),
      examples(100),
    );
  });
});
