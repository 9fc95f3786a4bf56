import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { inPlace, texts, upTo } from "./place.ts";

const path = "web/api";
const waitLong = { timeout: 20_000, interval: 5 };

/**
 * Cause: only the newest run of a child is taken up by the next daemon, and what an older one had printed and
 * no daemon had recorded (its end could not be recorded in time, or something that it left behind printed on)
 * was in its files and in no answer.
 */
describe("the output of an earlier run", () => {
  it("is recorded by the next daemon, each line once, for every run that still has files", () =>
    inPlace(async ({ make, print, open }) => {
      const one = await open();
      for (const run of [1, 2]) {
        make({ path, run });
        await one.track({ path, run });
        print({ path, run }, "out", `${run} recorded\n`);
        await one.drained({ path, run });
      }
      await one.close();
      print({ path, run: 1 }, "err", "1 late\n");
      print({ path, run: 2 }, "out", "2 late, without an end");
      make({ path, run: 3 });
      print({ path, run: 3 }, "out", "3 seen by nobody\n");
      make({ path, run: 4 });
      const two = await open();
      await two.track({ path, run: 4 });
      print({ path, run: 4 }, "out", "4 new\n");
      await two.drained({ path, run: 4 });
      await vi.waitFor(async () => expect(await two.read()).toHaveLength(6), waitLong);
      const lines = await two.read();
      expect(lines.map(({ seq }) => seq)).toEqual(upTo(6));
      expect(lines.map(({ run, stream, text }) => `${run} ${stream} ${text}`).toSorted()).toEqual([
        "1 stderr 1 late",
        "1 stdout 1 recorded",
        "2 stdout 2 late, without an end",
        "2 stdout 2 recorded",
        "3 stdout 3 seen by nobody",
        "4 stdout 4 new",
      ]);
      await two.close();
      const three = await open();
      await three.track({ path, run: 4 });
      await three.drained({ path, run: 4 });
      expect(await three.read({ within: [path] })).toEqual(lines);
    }));

  it("is also recorded by the same daemon if the disk was full at its end", () =>
    inPlace(async ({ make, print, open }) => {
      let disk: "full" | "has room" = "has room";
      const crashPoint = (): void => {
        if (disk === "full") throw new Error("no space left");
      };
      const { track, drained, read } = await open({ crashPoint });
      make({ path, run: 1 });
      await track({ path, run: 1 });
      disk = "full";
      print({ path, run: 1 }, "out", "1\n");
      expect(await drained({ path, run: 1 })).toMatchObject({ lines: 0, complete: false });
      make({ path, run: 2 });
      await track({ path, run: 2 });
      expect(await drained({ path, run: 2 })).toMatchObject({ complete: true });
      disk = "has room";
      await vi.waitFor(async () => expect(texts(await read())).toEqual(["1"]), waitLong);
    }));

  it("is skipped if the run's files are gone", () =>
    inPlace(async ({ make, print, open }) => {
      const directory = make({ path, run: 1 });
      print({ path, run: 1 }, "out", "never seen\n");
      rmSync(directory, { recursive: true });
      appendFileSync(join(make({ path, run: 2 }), "out"), "2\n");
      const { track, drained, read } = await open();
      await track({ path, run: 2 });
      await drained({ path, run: 2 });
      expect(texts(await read())).toEqual(["2"]);
    }));
});
