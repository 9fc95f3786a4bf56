import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ArrivalIndex } from "../../src/adapters/node/output/index/ArrivalIndex.ts";
import { type Arrival, arrivalSize } from "../../src/adapters/node/output/index/arrival.ts";
import { examples } from "../support/examples.ts";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-index-"));
  file = join(folder, "index");
});
afterEach(() => rmSync(folder, { recursive: true }));

const size = fc.integer({ min: 0, max: 2 ** 18 });
const someLines = fc.record({
  run: fc.integer({ min: 1, max: 2 ** 31 }),
  stream: fc.constantFrom("stdout" as const, "stderr" as const),
  from: fc.integer({ min: 0, max: 2 ** 50 }),
  length: size,
  lines: size,
  at: fc.integer({ min: 0, max: 2 ** 45 }),
  earliest: fc.integer({ min: 0, max: 2 ** 45 }),
});

/** Arrivals one after the other, numbered as the store does. */
const arrivals = fc.array(someLines, { minLength: 1, maxLength: 200 }).map((all) => {
  let seq = 1;
  return all.map(({ length, ...rest }): Arrival => {
    const arrival = { ...rest, to: rest.from + length, seq };
    seq += rest.lines;
    return arrival;
  });
});

const fresh = (): ArrivalIndex => {
  rmSync(file, { force: true });
  return new ArrivalIndex(file);
};

const allOf = (index: ArrivalIndex): ReadonlyArray<Arrival> => index.page(0, index.count);

describe("the index", () => {
  it("returns what was stored, in this daemon and the next", () => {
    fc.assert(
      fc.property(arrivals, fc.nat(), (all, cut) => {
        const index = fresh();
        index.append(all.slice(0, cut % all.length));
        index.append(all.slice(cut % all.length));
        expect(allOf(index)).toEqual(all);
        expect(allOf(new ArrivalIndex(file))).toEqual(all);
        expect(new ArrivalIndex(file).nextSeq).toBe(index.nextSeq);
      }),
      examples(50),
    );
  });

  it("finds the arrival that contains a line", () => {
    fc.assert(
      fc.property(arrivals, fc.nat(), (all, number) => {
        const index = fresh();
        index.append(all);
        const seq = 1 + (number % index.nextSeq);
        const expected = all.findIndex((arrival) => arrival.seq + arrival.lines > seq);
        expect(index.positionOf(seq)).toBe(expected < 0 ? all.length : expected);
      }),
      examples(50),
    );
  });

  it("loses only the last entry if that is incomplete", () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: arrivalSize - 1 }), (all, missing) => {
        fresh().append(all);
        truncateSync(file, all.length * arrivalSize - missing);
        const next = new ArrivalIndex(file);
        expect(allOf(next)).toEqual(all.slice(0, -1));
        next.append(all.slice(-1));
        expect(allOf(new ArrivalIndex(file))).toEqual(all);
      }),
      examples(50),
    );
  });

  it("truncates garbage after its last entry, left by a power failure", () => {
    const [one] = fc.sample(arrivals, 1);
    if (!one) return;
    fresh().append(one);
    const good = readFileSync(file);
    appendFileSync(file, Buffer.alloc(3 * arrivalSize + 7));
    expect(allOf(new ArrivalIndex(file))).toEqual(one);
    expect(readFileSync(file)).toEqual(good);
  });

  it("starts empty if it can't be read at all", () => {
    writeFileSync(file, "this is no index, however it came here, and it is longer than one entry");
    const index = new ArrivalIndex(file);
    expect(index.count).toBe(0);
    expect(index.nextSeq).toBe(1);
  });
});
