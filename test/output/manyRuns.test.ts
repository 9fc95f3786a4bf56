import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { ArrivalIndex } from "../../src/adapters/node/output/index/ArrivalIndex.ts";
import { arrivalSize } from "../../src/adapters/node/output/index/arrival.ts";
import { inPlace, texts } from "./place.ts";

const path = "web/api";
const waitLong = { timeout: 20_000, interval: 5 };

// Cause: each run has an entry in the index from its start, and what has no lines was only taken out together
// with lines, so that a child that crashes and says nothing had an index that grew for ever.
describe("an index", () => {
  it("does not grow with runs that print nothing, nor does what the next daemon has to read", () =>
    inPlace(async ({ home, make, print, open }) => {
      const folder = join(home, "output", "web+api");
      mkdirSync(folder, { recursive: true });
      const silent = Array.from({ length: 5_000 }, (_, index) => ({
        ...({ run: index + 1, stream: "stdout", from: 0, to: 0, lines: 0, seq: 1 } as const),
        ...{ at: 1_000 + index, earliest: 1_000 + index },
      }));
      new ArrivalIndex(join(folder, "index")).append(silent);
      const { track, drained, read } = await open();
      const newest = { path, run: 5_001 };
      make(newest);
      await track(newest);
      print(newest, "out", "a word\n");
      await drained(newest);
      const size = (): number => statSync(join(folder, "index")).size;
      await vi.waitFor(() => expect(size()).toBeLessThanOrEqual(3 * arrivalSize), waitLong);
      expect(texts(await read())).toEqual(["a word"]);
    }));

  it("does not grow during the life of a daemon either", () =>
    inPlace(async ({ home, make, open }) => {
      const { track, drained } = await open();
      const runs = 1_300;
      for (let run = 1; run <= runs; run += 1) {
        const directory = make({ path, run });
        await track({ path, run });
        await drained({ path, run });
        if (run < runs) rmSync(directory, { recursive: true });
      }
      const folder = join(home, "output", "web+api");
      await vi.waitFor(() => {
        expect(statSync(join(folder, "index")).size).toBeLessThan(600 * arrivalSize);
        expect(readdirSync(folder).toSorted()).toEqual([String(runs), "index"]);
      }, waitLong);
    }));
});
