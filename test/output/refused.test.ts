import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { inPlace, texts } from "./place.ts";

const path = "web/api";

// Cause: what the store could not open or make was a defect in the fiber of the run. Its process lived on, and nobody
// waited for it: never ready, never restarted, not even stopped. And that it had failed once was kept for ever.
it("a run whose output can't be recorded is supervised all the same, and recorded when that is mended", () =>
  inPlace(async ({ home, make, print, open }) => {
    mkdirSync(join(home, "output"), { recursive: true });
    const inTheWay = join(home, "output", "web+api");
    writeFileSync(inTheWay, "");
    const { track, drained, read, alarms } = await open();
    make({ path, run: 1 });
    await track({ path, run: 1 });
    print({ path, run: 1 }, "out", "one\n");
    expect(await drained({ path, run: 1 })).toMatchObject({ complete: false });
    await vi.waitFor(() =>
      expect(alarms[0]).toContain("the output of web/api can't be recorded now: EEXIST"),
    );
    rmSync(inTheWay);
    make({ path, run: 2 });
    await track({ path, run: 2 });
    print({ path, run: 2 }, "out", "two\n");
    expect(await drained({ path, run: 2 })).toMatchObject({ complete: true });
    await vi.waitFor(async () => expect(texts(await read()).toSorted()).toEqual(["one", "two"]));
  }));
