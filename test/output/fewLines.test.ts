import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { ArrivalIndex } from "../../src/adapters/node/output/index/ArrivalIndex.ts";
import { inPlace, texts } from "./place.ts";

const runs = 5_000;
const line = "a word\n";

// Cause: the last forty lines of a run that had printed one were looked for through all that the child had ever
// printed, with a turn of the event loop for each page. `status` asks for them of each child in backoff: with 44 of
// them that had been restarted seven hundred times each, and a busy daemon, its answer took five minutes.
it("the last lines of a run with little output are found without reading the output of other runs", () =>
  inPlace(async ({ home, open }) => {
    const folder = join(home, "output", "api");
    const arrivals = Array.from({ length: runs }, (_, index) => {
      const directory = join(folder, String(index + 1));
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, "out"), line);
      return {
        ...({
          run: index + 1,
          stream: "stdout",
          from: 0,
          to: line.length,
          lines: 1,
          seq: index + 1,
        } as const),
        ...{ at: 1_000 + index, earliest: 1_000 + index },
      };
    });
    new ArrivalIndex(join(folder, "index")).append(arrivals);
    const { read } = await open();
    await read({ within: ["api"], last: 1 });
    const looked = vi.spyOn(ArrivalIndex.prototype, "page");
    const entries = (): number =>
      looked.mock.results.reduce((sum, { value }) => sum + (Array.isArray(value) ? value.length : 0), 0);
    for (const query of [{ last: 40 }, {}, { last: 40, grep: "w" }]) {
      looked.mockClear();
      expect(texts(await read({ ...query, within: ["api"], run: 2_000 }))).toEqual(["a word"]);
      expect(entries()).toBeGreaterThan(0);
      expect(entries()).toBeLessThan(runs / 4);
    }
    looked.mockRestore();
  }));
