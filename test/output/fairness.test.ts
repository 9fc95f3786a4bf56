import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { inPlace, upTo } from "./place.ts";

const [loud, other] = [
  { path: "loud", run: 1 },
  { path: "other", run: 1 },
];
const waitLong = { timeout: 20_000, interval: 5 };
const limits = { maxSize: 10_000, maxFiles: 1_000 };

// Cause: all that a child had printed was archived before the next child was looked at; one that printed as fast
// as it was archived kept the limits of all others from being held.
describe("a child that prints faster than it can be archived", () => {
  it("does not block the archiving of others", () =>
    inPlace(async ({ home, make, print, open }) => {
      const archives = ({ path }: { readonly path: string }): number =>
        readdirSync(join(home, "output", path, "1")).filter((name) => name.endsWith(".gz")).length;
      let loudBefore: number | null = null;
      const crashPoint = (passed: string): void => {
        if (passed === "output.archived" && archives(other) > 0) loudBefore ??= archives(loud);
      };
      const { track } = await open({ crashPoint });
      for (const run of [loud, other]) make(run);
      // Looks are 256 kB at most, and so are the archives of small files.
      const much = `${"x".repeat(99)}\n`.repeat(20_000);
      print(loud, "out", much.repeat(5));
      print(other, "out", much);
      await track(loud, limits);
      await track(other, limits);
      await vi.waitFor(() => expect(archives(loud)).toBeGreaterThan(30), waitLong);
      expect(loudBefore).toBeLessThan(10);
    }));
});

// Cause: all children waited in one line, the loud one behind those of whom an ended run was to be removed. With two
// hundred that crashed a round took half a minute, and daemons that were replaced earlier never came to it.
it("a child whose file is full does not wait for the removal of old runs of others", () =>
  inPlace(async ({ make, print, open }) => {
    const seen: Array<string> = [];
    const removed = (): number => seen.filter((point) => point === "output.removed").length;
    const { track, drained, read } = await open({ crashPoint: (passed) => seen.push(passed) });
    const children = upTo(150).map((child) => `crashing#${child}`);
    const runs = children.flatMap((path) => upTo(3).map((run) => ({ path, run })));
    for (const run of [loud, ...runs]) make(run);
    for (const run of runs) print(run, "out", "a line\n");
    const ended = runs.filter(({ run }) => run < 3);
    await Promise.all(ended.map((run) => track(run, { maxFiles: 1_000 }).then(() => drained(run))));
    await Promise.all(children.map((path) => track({ path, run: 3 }, { maxFiles: 0 })));
    await track(loud, limits);
    print(loud, "out", `${"x".repeat(99)}\n`.repeat(2_000));
    await read({ within: [loud.path], last: 1 });
    const before = removed();
    await vi.waitFor(() => expect(seen).toContain("output.compressing"), waitLong);
    const meanwhile = seen.slice(0, seen.indexOf("output.compressing"));
    await vi.waitFor(() => expect(removed()).toBe(children.length), waitLong);
    expect(meanwhile.filter((point) => point === "output.removed").length - before).toBeLessThan(30);
  }));
