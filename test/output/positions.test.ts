import { Chunk, Effect, Fiber, Stream } from "effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogLine } from "../../src/domain/LogLine.ts";
import type { SearchFrame } from "../../src/domain/LogSearch.ts";
import type { PlacedLine } from "../../src/domain/LogWindow.ts";
import type { LogSearch, LogSelection, WindowTarget } from "../../src/ports/store/LogStore.ts";
import { examples } from "../support/examples.ts";
import { inPlace, type Opened, type Place } from "./place.ts";

const [web, db] = [
  { path: "web", run: 1 },
  { path: "db", run: 1 },
];
const both = { within: ["web", "db"] };

/** A child has printed a thousand lines at once, and another one some lines in between. */
const printed = async ({ make, print, open }: Place): Promise<Opened> => {
  const store = await open();
  for (const run of [web, db]) {
    make(run);
    await store.track(run);
  }
  for (let turn = 0; turn < 5; turn += 1) {
    const lines = Array.from({ length: 200 }, (_, index) => `web ${turn * 200 + index}\n`);
    print(web, "out", lines.join(""));
    print(db, turn % 2 === 0 ? "out" : "err", `db ${turn}\nSlow query ${turn}\n`);
    await store.read();
  }
  // Lines of the present millisecond have no positions yet.
  await expect.poll(async () => (await windowOf(store, both, "end", 1)).total).toBe(1_010);
  return store;
};

const windowOf = (
  { store }: Opened,
  selection: LogSelection,
  target: WindowTarget,
  limit: number,
  before = 0,
) => Effect.runPromise(store.window(selection, target, { limit, before }));

const searched = async (
  { store }: Opened,
  search: Partial<LogSearch> & { readonly grep: string },
): Promise<ReadonlyArray<SearchFrame>> =>
  Chunk.toReadonlyArray(
    await Effect.runPromise(Stream.runCollect(store.search({ ...both, limit: 100, ...search }))),
  );

const hitsIn = (frames: ReadonlyArray<SearchFrame>): ReadonlyArray<PlacedLine> =>
  frames.flatMap((frame) => ("hit" in frame ? [frame.hit] : []));
const doneIn = (frames: ReadonlyArray<SearchFrame>) =>
  frames.flatMap((frame) => ("done" in frame ? [frame.done] : []))[0];

const named = ({ path, seq }: Pick<LogLine, "path" | "seq">): string => `${path}:${seq}`;

describe("a window of lines", () => {
  it("has the lines of several children in the order of a reader, from any position on", () =>
    inPlace(async (place) => {
      const store = await printed(place);
      const all = (await store.read()).map(named);
      const whole = await windowOf(store, both, { position: 0 }, 2_000);
      expect(new Set(whole.items.map(named))).toEqual(new Set(all));
      expect(whole.items.map(({ position }) => position)).toEqual(whole.items.map((_, index) => index));
      for (const position of [0, 1, 7, 199, 200, 201, 204, 500, 999, 1_009]) {
        const { items, from, end } = await windowOf(store, both, { position }, 3);
        expect([from, end]).toEqual([position, Math.min(1_010, position + 3)]);
        expect(items).toEqual(whole.items.slice(position, position + 3));
      }
    }));

  it("is around a line or a moment, or at the end, whence it is followed without a gap", () =>
    inPlace(async (place) => {
      const store = await printed(place);
      const whole = await windowOf(store, both, { position: 0 }, 2_000);
      for (const index of [0, 1, 200, 202, 777, 1_009]) {
        const line = whole.items[index] as PlacedLine;
        const around = await windowOf(store, both, { path: line.path, seq: line.seq }, 10, 4);
        expect(around.target).toBe(index);
        expect(around.items.find(({ position }) => position === index)).toEqual(line);
        const then = await windowOf(store, both, { at: Date.parse(line.at) }, 10);
        const first = whole.items.findIndex(({ at }) => at >= line.at);
        expect(then.target).toBe(first);
      }
      const end = await windowOf(store, both, "end", 5);
      expect(end.items.map(({ position }) => position)).toEqual([1_005, 1_006, 1_007, 1_008, 1_009]);
      expect(end.places).toEqual({ web: 1_000, db: 10 });
      const following = store.followFrom(end.places);
      place.print(web, "out", "one more\n");
      await expect.poll(() => following.found.length).toBe(3);
      expect(following.found.at(-1)).toMatchObject({ path: "web", seq: 1_001, text: "one more" });
      await following.stop();
    }));

  it("counts only the lines of a stream, a run, or a time", () =>
    inPlace(async (place) => {
      const store = await printed(place);
      const errors = await windowOf(store, { ...both, stream: "stderr" }, "end", 100);
      expect(errors.items.map(({ text, position }) => `${position} ${text}`)).toEqual([
        ...["0 db 1", "1 Slow query 1", "2 db 3", "3 Slow query 3"],
      ]);
      place.make({ path: "web", run: 2 });
      await store.track({ path: "web", run: 2 });
      place.print({ path: "web", run: 2 }, "out", "again\n");
      await store.read();
      const ofRun = (run: number) => windowOf(store, { within: ["web"], run }, "end", 1);
      await expect.poll(async () => (await ofRun(2)).total).toBe(1);
      expect((await ofRun(1)).total).toBe(1_000);
      const whole = await windowOf(store, both, { position: 0 }, 2_000);
      const [since, until] = [whole.items[300], whole.items[700]].map((line) => Date.parse(line?.at ?? ""));
      if (since === undefined || until === undefined) throw new Error("there are too few lines");
      const part = await windowOf(store, { ...both, since, until }, { position: 0 }, 2_000);
      const expected = whole.items.filter(({ at }) => Date.parse(at) >= since && Date.parse(at) <= until);
      expect(part.items.map(named)).toEqual(expected.map(named));
      expect(part.total).toBe(expected.length);
      expect([part.oldest, part.newest]).toEqual([expected[0]?.at, expected.at(-1)?.at]);
    }));

  it("says that a line is not there any more, and has those that followed it", () =>
    inPlace(async ({ make, print, open }) => {
      const store = await open();
      make(web);
      await store.track(web, { maxSize: 2_000, maxTotal: 4_000 });
      const line = (index: number): string => `${String(index).padStart(8, "0")} ${"x".repeat(90)}\n`;
      const selection = { within: ["web"] };
      let before = "";
      for (let index = 0; index < 400; index += 20) {
        print(web, "out", Array.from({ length: 20 }, (_, one) => line(index + one)).join(""));
        await store.read();
        before = before || (await windowOf(store, selection, "end", 1)).edition;
      }
      await store.drained(web);
      const gone = () => windowOf(store, selection, { path: "web", seq: 1 }, 5);
      await expect.poll(async () => (await gone()).target, { timeout: 10_000 }).toBeNull();
      const { items, total, edition } = await gone();
      expect(items[0]?.position).toBe(0);
      expect(items[0]?.seq).toBeGreaterThan(1);
      expect(total).toBeLessThan(400);
      expect(edition).not.toBe(before);
    }));

  it("is the same whatever was printed by whom and when", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            run: fc.constantFrom(web, db, { path: "web", run: 2 }),
            stream: fc.constantFrom("out" as const, "err" as const),
            lines: fc.integer({ min: 0, max: 40 }),
          }),
          { minLength: 1, maxLength: 25 },
        ),
        fc.record({ stream: fc.constantFrom("stdout" as const, "stderr" as const) }, { requiredKeys: [] }),
        (prints, filter) =>
          inPlace(async ({ make, print, open }) => {
            const store = await open();
            for (const run of [web, db, { path: "web", run: 2 }]) {
              make(run);
              await store.track(run);
            }
            for (const { run, stream, lines } of prints) {
              print(run, stream, "a line\n".repeat(lines));
              await store.read();
            }
            const expected = await store.read(filter);
            const of = (position: number, limit: number) =>
              windowOf(store, { ...both, ...filter }, { position }, limit);
            await expect.poll(async () => (await of(0, 1)).total).toBe(expected.length);
            const whole = await of(0, 1_000);
            expect(new Set(whole.items.map(named))).toEqual(new Set(expected.map(named)));
            const pieces: Array<PlacedLine> = [];
            for (let at = 0; at < whole.total; at += 17) pieces.push(...(await of(at, 17)).items);
            expect(pieces).toEqual(whole.items);
          }),
      ),
      examples(15),
    ));
});

describe("a search", () => {
  it("finds the newest lines first, counts beyond its limit, and tells where they are", () =>
    inPlace(async (place) => {
      const store = await printed(place);
      const frames = await searched(store, { grep: "web \\d*7$", limit: 3 });
      expect(hitsIn(frames).map(({ text }) => text)).toEqual(["web 997", "web 987", "web 977"]);
      expect(doneIn(frames)).toMatchObject({ read: 1_010, total: 1_010, found: 100 });
      for (const { path, seq, position } of hitsIn(frames))
        expect((await windowOf(store, both, { path, seq }, 1)).target).toBe(position);
    }));

  it("may ignore upper and lower case, and may look for lines that do not match", () =>
    inPlace(async (place) => {
      const store = await printed(place);
      expect(doneIn(await searched(store, { grep: "slow" }))?.found).toBe(0);
      expect(doneIn(await searched(store, { grep: "slow", case: "ignore" }))?.found).toBe(5);
      expect(doneIn(await searched(store, { grep: "^web", invert: true }))?.found).toBe(10);
      const within = { within: ["db"], stream: "stderr" } as const;
      expect(doneIn(await searched(store, { grep: "slow", case: "ignore", ...within }))?.found).toBe(2);
      expect(await store.read({ grep: "SLOW query [13]", case: "ignore" })).toHaveLength(2);
    }));

  it("refuses an expression that takes too long", () =>
    inPlace(async ({ make, print, open }) => {
      const store = await open();
      make(web);
      await store.track(web);
      print(web, "out", `${"a".repeat(40)}\n`);
      await store.read();
      await expect.poll(async () => (await windowOf(store, both, "end", 1)).total).toBe(1);
      await expect(searched(store, { grep: "(a+)+$|b(a+)+c" })).resolves.toBeDefined();
      await expect(searched(store, { grep: "^(a+)+b" })).rejects.toThrow("takes too long");
    }));

  it("ends at once when nobody listens any more", () =>
    inPlace(async ({ make, print, open }) => {
      const store = await open();
      make(web);
      await store.track(web);
      print(web, "out", "a line of some length, as they are\n".repeat(400_000));
      await store.drained(web);
      const seen: Array<SearchFrame> = [];
      const looking = store.store.search({ ...both, grep: "[n]othing of the kind", limit: 1 });
      const begun = performance.now();
      const fiber = Effect.runFork(
        Stream.runForEach(looking, (frame) => Effect.sync(() => void seen.push(frame))),
      );
      await expect.poll(() => seen.length, { interval: 1 }).toBeGreaterThan(0);
      await Effect.runPromise(Fiber.interrupt(fiber));
      expect(performance.now() - begun).toBeLessThan(1_000);
      const told = seen.length;
      expect((await store.read({ last: 1 })).length).toBe(1);
      expect(seen).toHaveLength(told);
      expect(doneIn(seen)).toBeUndefined();
      const last = seen.at(-1);
      expect(last !== undefined && "progress" in last ? last.progress.read : null).toBeLessThan(400_000);
    }));
});

describe("a histogram", () => {
  it("counts the lines of each stream by time", () =>
    inPlace(async (place) => {
      const store = await printed(place);
      const { stdout, stderr, from, to } = await Effect.runPromise(store.store.histogram(both, 7));
      const sum = (counts: ReadonlyArray<number>): number => counts.reduce((all, one) => all + one, 0);
      expect([stdout.length, stderr.length]).toEqual([7, 7]);
      expect([sum(stdout), sum(stderr)]).toEqual([1_006, 4]);
      const whole = await windowOf(store, both, { position: 0 }, 2_000);
      expect(from).toBe(Date.parse(whole.oldest ?? ""));
      expect(to).toBe(Date.parse(whole.newest ?? "") + 1);
      const nothing = await Effect.runPromise(store.store.histogram({ within: ["nobody"] }, 7));
      expect(nothing).toEqual({ from: null, to: null, stdout: [], stderr: [] });
    }));
});
