import { expect, it, vi } from "vitest";
import { inPlace, texts, upTo } from "./place.ts";
import { turnsOf } from "./turns.ts";

const runs = upTo(300).map((run) => ({ path: "api", run }));

// Cause: for the few bytes that had just come a quarter of a megabyte was taken, and the file was opened, read and closed
// in three turns of the event loop. Who followed the children of a busy daemon, whose turns take 10 ms, heard of thirty
// of a thousand pieces a second, and the rest was removed by its limits before he came to it.
it("output that arrives in small pieces is read without a turn of the event loop for each", () =>
  inPlace(async ({ make, print, open }) => {
    const { track, read } = await open();
    for (const run of runs) {
      make(run);
      await track(run);
      print(run, "out", `line ${run.run}\n`);
    }
    await read({ last: 1 });
    const allocated = vi.spyOn(Buffer, "allocUnsafe");
    let found: ReadonlyArray<string> = [];
    const turns = await turnsOf(async () => {
      found = texts(await read());
    });
    const bytes = allocated.mock.calls.reduce((sum, [size]) => sum + size, 0);
    allocated.mockRestore();
    expect(found).toEqual(runs.map(({ run }) => `line ${run}`));
    expect(turns).toBeLessThan(runs.length);
    expect(bytes).toBeLessThan(runs.length * 4_096);
  }));
