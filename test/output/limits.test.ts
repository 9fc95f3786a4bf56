import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { unitsOverLimits } from "../../src/adapters/node/output/retention/unitsOverLimits.ts";
import { inPlace, texts, upTo } from "./place.ts";

const run = { path: "web/api", run: 1 };
const waitLong = { timeout: 20_000, interval: 10 };

const numbered = (from: number, to: number): string => {
  const lines: Array<string> = [];
  for (let number = from; number <= to; number += 1) lines.push(`${number} ${"x".repeat(90)}`);
  return `${lines.join("\n")}\n`;
};

const numbersOf = (lines: ReadonlyArray<{ readonly text: string }>): ReadonlyArray<number> =>
  lines.map(({ text }) => Number.parseInt(text, 10));

/** The store's folder of a run. */
const kept = (home: string, number = 1): string => join(home, "output", "web+api", String(number));

const archives = (home: string, number = 1): ReadonlyArray<string> =>
  existsSync(kept(home, number))
    ? readdirSync(kept(home, number)).filter((name) => name.endsWith(".gz"))
    : [];

describe("output over its size", () => {
  it("is archived without losing a line, and its space is freed while the program continues", () =>
    inPlace(async ({ home, make, program, open }) => {
      const { track, drained, read } = await open();
      const directory = make(run);
      await track(run, { maxSize: 300_000, maxFiles: 1_000 });
      const stop = join(home, "stop");
      const prints = `i=0; while [ $i -lt 30000 ]; do i=$((i+1)); echo "$i $(( i * 7919 ))"; done`;
      const { end } = program(run, `${prints}; while [ ! -e ${stop} ]; do sleep 0.05; done`);
      await vi.waitFor(() => expect(archives(home).length).toBeGreaterThan(0), waitLong);
      await vi.waitFor(
        () => expect(statSync(join(directory, "out")).blocks * 512).toBeLessThan(300_000),
        waitLong,
      );
      expect(statSync(join(directory, "out")).size).toBeGreaterThan(300_000);
      writeFileSync(stop, "");
      await end;
      expect(await drained(run)).toMatchObject({ lines: 30_000, complete: true });
      const lines = await read();
      expect(lines.map(({ seq }) => seq)).toEqual(upTo(30_000));
      expect(numbersOf(lines)).toEqual(upTo(30_000));
    }));

  it("is archived by suspending the program briefly if no holes can be punched", () =>
    inPlace(async ({ home, make, program, open }) => {
      const { track, drained, read } = await open({ space: "freeze" });
      const directory = make(run);
      const inParts = `i=0; while [ $i -lt 40000 ]; do i=$((i+1)); printf "$i "; echo ${"x".repeat(30)}; done`;
      const { group, end } = program(run, inParts);
      await track(run, { maxSize: 200_000, maxFiles: 1_000 }, group);
      await end;
      await drained(run);
      await vi.waitFor(() => expect(statSync(join(directory, "out")).size).toBeLessThan(400_000), waitLong);
      expect(archives(home).length).toBeGreaterThan(0);
      const lines = await read();
      expect(lines.map(({ seq }) => seq)).toEqual(upTo(40_000));
      expect(numbersOf(lines)).toEqual(upTo(40_000));
    }));

  it("can be read by ordinary tools", () =>
    inPlace(async ({ home, make, print, open }) => {
      const { track } = await open();
      make(run);
      await track(run, { maxSize: 1_000_000 });
      print(run, "out", numbered(1, 40_000));
      await vi.waitFor(() => expect(archives(home).length).toBeGreaterThan(2), waitLong);
      const files = [...archives(home)].sort(
        (a, b) => Number(/\d+/.exec(a)?.[0]) - Number(/\d+/.exec(b)?.[0]),
      );
      const text = execFileSync("zcat", files, { cwd: kept(home), maxBuffer: 1e8, encoding: "utf8" });
      expect(
        numbersOf(
          text
            .split("\n")
            .slice(0, -1)
            .map((line) => ({ text: line })),
        ),
      ).toEqual(upTo(text.split("\n").length - 1));
      expect(text.endsWith("\n")).toBe(true);
    }));

  it("is found in archives as in files: by number, from the end, by expression, also by the next daemon", () =>
    inPlace(async ({ home, make, print, open }) => {
      const one = await open();
      make(run);
      await one.track(run, { maxSize: 1_000_000 });
      print(run, "out", numbered(1, 40_000));
      await one.read();
      await vi.waitFor(() => expect(archives(home).length).toBeGreaterThan(2), waitLong);
      await one.close();
      const { read } = await open();
      const within = ["web/api"];
      expect(numbersOf(await read({ within, after: 12_344, last: 27_656 })).slice(0, 2)).toEqual([
        12_345, 12_346,
      ]);
      expect(numbersOf(await read({ within, last: 30_000 }))).toEqual(upTo(40_000).slice(10_000));
      expect(numbersOf(await read({ within, grep: "^1?777 ", last: 2 }))).toEqual([777, 1_777]);
      expect(numbersOf(await read({ within, grep: "^(1|39999|20000) " }))).toEqual([1, 20_000, 39_999]);
    }));

  // Cause: the tables beside the archives, a block of the disk each, were not counted.
  it("uses no more disk space than its total limit, however small its archives are", () =>
    inPlace(async ({ home, make, print, open }) => {
      const { track, read } = await open();
      make(run);
      const maxTotal = 100_000;
      await track(run, { maxSize: 500, maxFiles: 1_000, maxTotal });
      for (const number of upTo(60)) {
        print(run, "out", numbered(number * 10, number * 10 + 9));
        await read();
      }
      const folder = join(home, "output", "web+api");
      const taken = (): number =>
        readdirSync(folder, { recursive: true, encoding: "utf8" })
          .map((name) => statSync(join(folder, name)))
          .reduce((sum, file) => sum + (file.isFile() ? file.blocks * 512 : 0), 0);
      await vi.waitFor(() => {
        expect(archives(home).length).toBeGreaterThan(0);
        expect(archives(home).some((name) => name.startsWith("out.0-"))).toBe(false);
        expect(taken()).toBeLessThanOrEqual(maxTotal);
      }, waitLong);
    }));

  it("is removed oldest first, by count and by total, and numbers are not reused", () =>
    inPlace(async ({ home, make, print, open }) => {
      const { track, read, close } = await open();
      make(run);
      await track(run, { maxSize: 500_000, maxFiles: 3 });
      print(run, "out", numbered(1, 50_000));
      await read();
      // Until no more is removed: what goes while it is being read is missing from the middle.
      await vi.waitFor(async () => {
        expect(archives(home)).toHaveLength(3);
        const lines = await read();
        const oldest = lines[0]?.seq ?? 0;
        expect(oldest).toBeGreaterThan(20_000);
        expect(numbersOf(lines)).toEqual(upTo(50_000).slice(oldest - 1));
        expect(lines.map(({ seq }) => seq)).toEqual(numbersOf(lines));
      }, waitLong);
      await close();
      const next = await open();
      await next.track(run, { maxSize: 500_000, maxTotal: 1 });
      print(run, "out", numbered(50_001, 50_002));
      await next.read();
      await vi.waitFor(() => expect(archives(home)).toEqual([]), waitLong);
      expect((await next.read()).at(-1)?.seq).toBe(50_002);
      await next.close();
      const last = await open();
      await last.track(run);
      print(run, "out", "new\n");
      expect((await last.read()).at(-1)).toMatchObject({ seq: 50_003, text: "new" });
    }));

  it("of old runs counts too, and a run is removed as a whole", () =>
    inPlace(async ({ home, make, print, open }) => {
      const { track, drained, read, close } = await open();
      for (const number of upTo(8)) {
        const each = { ...run, run: number };
        const directory = make(each);
        await track(each, { maxFiles: 3 });
        print(each, "out", `run ${number}\n`);
        print(each, "err", `bad ${number}\n`);
        await drained(each);
        if (number < 6) rmSync(directory, { recursive: true });
      }
      await vi.waitFor(async () => expect(await read()).toHaveLength(6), waitLong);
      expect(texts(await read())).toEqual(["run 6", "bad 6", "run 7", "bad 7", "run 8", "bad 8"]);
      await vi.waitFor(() => expect(existsSync(kept(home, 1))).toBe(false), waitLong);
      await close();
      const next = await open();
      for (const number of [6, 7, 8]) await next.track({ ...run, run: number }, { maxFiles: 0 });
      for (const number of [6, 7, 8]) await next.drained({ ...run, run: number });
      await vi.waitFor(async () => expect(await next.read()).toEqual([]), waitLong);
      const ninth = { ...run, run: 9 };
      make(ninth);
      await next.track(ninth);
      print(ninth, "out", "on\n");
      expect(await next.read()).toMatchObject([{ seq: 17, text: "on" }]);
      await next.drained({ ...run, run: 8 });
      expect(await next.read()).toHaveLength(1);
    }));

  it("is archived and removed by age", () =>
    inPlace(async ({ home, make, print, open }) => {
      const { track, read, close } = await open();
      make(run);
      await track(run);
      print(run, "out", "old\n");
      expect(await read()).toHaveLength(1);
      await close();
      const next = await open();
      await next.track(run, { maxAgeMs: 1 });
      await vi.waitFor(async () => expect(await next.read()).toEqual([]), waitLong);
      expect(archives(home)).toEqual([]);
      print(run, "out", "new\n");
      expect(await next.read()).toMatchObject([{ seq: 2, text: "new" }]);
    }));

  it("leaves nothing in the index once it is removed", () =>
    inPlace(async ({ home, make, print, open }) => {
      const { track, read } = await open();
      make(run);
      await track(run, { maxSize: 10_000, maxFiles: 2 });
      for (const number of upTo(100)) {
        print(run, "out", numbered(number * 100, number * 100 + 20));
        await read();
      }
      await vi.waitFor(
        () => expect(readFileSync(join(home, "output", "web+api", "index")).length).toBeLessThan(60 * 56),
        waitLong,
      );
    }));
});

describe("the output to remove", () => {
  const unit = fc.record({
    lastSeq: fc.integer({ min: 1, max: 1_000 }),
    newest: fc.integer({ min: 0, max: 1_000 }),
    bytes: fc.integer({ min: 0, max: 1_000 }),
  });
  const limits = fc.record({
    maxSize: fc.constant(1),
    maxAgeMs: fc.option(fc.integer({ min: 1, max: 1_000 })),
    maxFiles: fc.integer({ min: 0, max: 10 }),
    maxTotal: fc.integer({ min: 0, max: 5_000 }),
  });

  it("is the oldest, and no more than necessary", () => {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 15 }), fc.nat(1_000), limits, (units, others, given) => {
        const gone = unitsOverLimits(units, others, given, 1_000);
        const left = units.filter((each) => !gone.includes(each));
        const total = left.reduce((sum, { bytes }) => sum + bytes, others);
        if (left.length > 0) {
          expect(left.length).toBeLessThanOrEqual(given.maxFiles);
          expect(total).toBeLessThanOrEqual(given.maxTotal);
        }
        for (const one of gone)
          for (const other of left) expect(one.lastSeq).toBeLessThanOrEqual(other.lastSeq);
        const last = gone.at(-1);
        if (!last) return;
        const isOld = given.maxAgeMs !== null && last.newest < 1_000 - given.maxAgeMs;
        const wasTooMuch = left.length + 1 > given.maxFiles || total + last.bytes > given.maxTotal;
        expect(isOld || wasTooMuch).toBe(true);
      }),
    );
  });
});
