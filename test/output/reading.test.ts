import { Effect, Stream } from "effect";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { RunName } from "../../src/domain/LogLine.ts";
import { inPlace, type Place, texts, upTo } from "./place.ts";

const api = { path: "web/api", run: 1 };
const other = { path: "db", run: 1 };
const waitLong = { timeout: 20_000, interval: 5 };

const numbered = (word: string, count: number): string =>
  upTo(count)
    .map((number) => `${word} ${number}\n`)
    .join("");

/** A store in which these runs have printed this much. */
const printed = async (place: Place, ...runs: ReadonlyArray<readonly [RunName, "out" | "err", string]>) => {
  const opened = await place.open();
  for (const [run, stream, text] of runs) {
    place.make(run);
    await opened.track(run);
    place.print(run, stream, text);
    await opened.read();
  }
  return opened;
};

describe("reading", () => {
  it("returns the newest lines of each selected child", () =>
    inPlace(async (place) => {
      const { read } = await printed(
        place,
        [api, "out", numbered("api", 1_000)],
        [other, "out", numbered("db", 9)],
      );
      expect(texts(await read({ last: 2 }))).toEqual(["api 999", "api 1000", "db 8", "db 9"]);
      expect(texts(await read({ within: ["web"], last: 1 }))).toEqual(["api 1000"]);
      expect(await read({ last: 0 })).toEqual([]);
      expect(await read({ within: ["nobody"] })).toEqual([]);
    }));

  it("orders lines of the same time by path, in whatever order their children appeared", () =>
    inPlace(async (place) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      onTestFinished(() => void vi.useRealTimers());
      const { read } = await printed(place, [api, "out", "second\n"], [other, "out", "first\n"]);
      expect(texts(await read())).toEqual(["first", "second"]);
    }));

  it("resumes after a number", () =>
    inPlace(async (place) => {
      const { read } = await printed(place, [api, "out", numbered("api", 5_000)]);
      const lines = await read({ after: 4_997 });
      expect(lines.map(({ seq }) => seq)).toEqual([4_998, 4_999, 5_000]);
    }));

  it("selects by run, stream and time", () =>
    inPlace(async (place) => {
      const again = { ...api, run: 2 };
      const { read } = await printed(place, [api, "out", "a\n"], [api, "err", "b\n"], [again, "out", "c\n"]);
      expect(texts(await read({ stream: "stderr" }))).toEqual(["b"]);
      expect(texts(await read({ run: 2 }))).toEqual(["c"]);
      const [line] = await read({ run: 2 });
      const at = Date.parse(line?.at ?? "");
      expect(texts(await read({ since: at }))).toContain("c");
      expect(await read({ since: at + 60_000 })).toEqual([]);
      expect(texts(await read({ until: at }))).toEqual(["a", "b", "c"]);
      expect(await read({ until: at - 3_600_000 })).toEqual([]);
    }));

  it("searches for a regular expression, from the end if only the newest are requested", () =>
    inPlace(async (place) => {
      const { read } = await printed(place, [api, "out", numbered("line", 30_000)]);
      expect(await read({ grep: "7{3}$" })).toHaveLength(30);
      expect(texts(await read({ grep: "7{3}$", last: 2 }))).toEqual(["line 28777", "line 29777"]);
      expect(texts(await read({ grep: "^line [1-3]$", last: 9 }))).toEqual(["line 1", "line 2", "line 3"]);
    }));

  it("rejects an invalid regular expression, and aborts one that takes forever", () =>
    inPlace(async (place) => {
      const { store } = await printed(place, [api, "out", `${"a".repeat(60)}\n`]);
      const search = (grep: string) =>
        Effect.runPromise(Effect.flip(Stream.runDrain(store.read({ within: [""], grep }))));
      expect(await search("(")).toMatchObject({ _tag: "BadSearch", message: expect.stringContaining("(") });
      expect(await search("(a+)+b$")).toMatchObject({
        _tag: "BadSearch",
        message: expect.stringContaining("too long"),
      });
    }));

  it("ends at the output that existed when it began, however much is printed in the meantime", () =>
    inPlace(async (place) => {
      const { store, read } = await printed(place, [api, "out", numbered("api", 2_000)]);
      const seen = await Effect.runPromise(
        Stream.runFold(store.read({ within: [""] }), 0, (count) => {
          place.print(api, "out", "more\n");
          return count + 1;
        }),
      );
      expect(seen).toBe(2_000);
      expect(await read()).toHaveLength(4_000);
    }));
});

describe("following", () => {
  it("returns new output, also of later runs and of children that are added later", () =>
    inPlace(async (place) => {
      const { make, print } = place;
      const { track, drained, follow } = await printed(place, [api, "out", "old\n"]);
      const { lines, stop } = follow();
      await vi.waitFor(() => {
        print(api, "out", "ping\n");
        expect(lines.length).toBeGreaterThan(0);
      }, waitLong);
      await drained(api);
      for (const run of [{ ...api, run: 2 }, other]) {
        make(run);
        await track(run);
        print(run, "out", `${run.path} ${run.run}\n`);
      }
      await vi.waitFor(() => expect(texts(lines).slice(-2).sort()).toEqual(["db 1", "web/api 2"]), waitLong);
      expect(texts(lines)).not.toContain("old");
      await stop();
    }));

  it("resumes after a number without duplicate or missing lines", () =>
    inPlace(async (place) => {
      const { follow } = await printed(place, [api, "out", numbered("line", 3_000)]);
      const before = follow({ after: 0 });
      await vi.waitFor(() => expect(before.lines.length).toBeGreaterThan(100), waitLong);
      await before.stop();
      const told = before.lines.at(-1)?.seq ?? 0;
      const after = follow({ after: told });
      place.print(api, "out", "new\n");
      await vi.waitFor(() => expect(after.lines.at(-1)?.text).toBe("new"), waitLong);
      expect([...before.lines, ...after.lines].map(({ seq }) => seq)).toEqual(upTo(3_001));
      await after.stop();
    }));

  it("continues in the next daemon from each child's place, also for an ended and a new child", () =>
    inPlace(async (place) => {
      const { make, print, open } = place;
      const [idle, fresh] = [
        { path: "idle", run: 1 },
        { path: "fresh", run: 1 },
      ];
      const old = await printed(
        place,
        [api, "out", "a 1\na 2\n"],
        [idle, "out", "i 1\n"],
        [other, "out", "d 1\n"],
      );
      const before = old.followFrom(null);
      await vi.waitFor(() => expect(before.found).toHaveLength(3), waitLong);
      expect(before.found).toEqual(
        expect.arrayContaining([
          { path: "web/api", after: 2 },
          { path: "idle", after: 1 },
          { path: "db", after: 1 },
        ]),
      );
      await before.stop();
      print(other, "out", "d 2\n");
      await old.read();
      await old.close();
      for (const run of [api, idle]) print(run, "out", "meanwhile\n");
      make(fresh);
      print(fresh, "out", "f 1\n");
      const next = await open();
      for (const run of [api, idle, fresh]) await next.track(run);
      // `db` has ended: this daemon has nothing to do with it.
      const after = next.followFrom({ "web/api": 1, idle: 1, db: 1 });
      const lines = (): ReadonlyArray<string> =>
        after.found.flatMap((one) => ("seq" in one ? [`${one.path} ${one.seq} ${one.text}`] : []));
      await vi.waitFor(() => expect(lines()).toHaveLength(5), waitLong);
      expect([...lines()].sort()).toEqual(
        ["db 2 d 2", "fresh 1 f 1", "idle 2 meanwhile", "web/api 2 a 2", "web/api 3 meanwhile"].sort(),
      );
      await after.stop();
    }));

  it("begins with the newest lines on request", () =>
    inPlace(async (place) => {
      const { follow } = await printed(place, [api, "out", numbered("line", 50)]);
      const { lines, stop } = follow({ last: 2 });
      await vi.waitFor(() => expect(texts(lines)).toEqual(["line 49", "line 50"]), waitLong);
      place.print(api, "out", "new\n");
      await vi.waitFor(() => expect(texts(lines)).toEqual(["line 49", "line 50", "new"]), waitLong);
      await stop();
    }));
});
