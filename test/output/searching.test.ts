import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { blockSize } from "../../src/adapters/node/output/archive/Segment.ts";
import { requiredLiterals } from "../../src/adapters/node/output/read/requiredLiterals.ts";
import { WorkerMatcher } from "../../src/adapters/node/output/read/WorkerMatcher.ts";
import type { LogLine } from "../../src/domain/LogLine.ts";
import type { LogQuery } from "../../src/ports/store/LogStore.ts";
import { examples } from "../support/examples.ts";
import { inPlace, type Opened, type Place, texts } from "./place.ts";
import { turnsOf } from "./turns.ts";

const waitLong = { timeout: 20_000, interval: 5 };

const archives = ({ home }: Place, path: string): number =>
  readdirSync(join(home, "output", path, "1")).filter((name) => name.endsWith(".gz")).length;

/** Parts of what a child prints, with all that lines can have in them. */
const part = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("needle", "need", "le", "a b", "x", "7", " ", "\n", "\n", "é") },
  { weight: 2, arbitrary: fc.constantFrom("\r\n", "\r", "\0", "😀", "\ufffd", "\ufeff", "(", ".") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      Buffer.from([0xff]),
      Buffer.from([0xc3]),
      Buffer.from([0xa9]),
      Buffer.from([0xf0, 0x9f]),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("x".repeat(65_533), `${"y".repeat(131_070)}needle`, "é".repeat(40_000)),
  },
);
const print = fc.record({
  run: fc.constantFrom(1, 2),
  stream: fc.constantFrom("out" as const, "err" as const),
  bytes: fc
    .tuple(fc.array(part, { minLength: 1, maxLength: 24 }), fc.integer({ min: 1, max: 3 }))
    .map(([parts, times]) =>
      Buffer.concat(Array.from({ length: times }, () => parts.map((one) => Buffer.from(one))).flat()),
    ),
});

const expressions = [
  ..."needle|need|Needle|nee+dle|^needle$|[n]eedle|é|[eé]|xé|\ufffd|\0|\r|needle\n|😀|\ufeff|$|7|\\d".split(
    "|",
  ),
  ..."7~needle,needle~é|b,(a b~7),(?:needle~x)le,x{3},y?needle$,(?=needle),(?!needle)x,\\(,\\.,\ud83d"
    .replaceAll("~", "|")
    .split(","),
];

const choice = fc.record(
  {
    last: fc.constantFrom(0, 1, 2, 1_000),
    run: fc.constantFrom(1, 2),
    stream: fc.constantFrom("stdout" as const, "stderr" as const),
    after: fc.nat(200),
  },
  { requiredKeys: [] },
);
/** From which to which of the lines, as shares of all of them. */
const period = fc.option(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), { nil: null });

/** What a search has to come to: each line read as it is, and looked at by itself. */
const plainly = async (
  { read }: Opened,
  { grep = "", last, ...query }: Partial<LogQuery>,
): Promise<ReadonlyArray<LogLine>> => {
  const expression = new RegExp(grep);
  const found = (await read(query)).filter(({ text }) => expression.test(text));
  return last === undefined ? found : found.slice(found.length - Math.min(last, found.length));
};

describe("a search", () => {
  it("finds exactly the lines that match the expression, in any output", async () => {
    const prints = fc.array(print, { minLength: 1, maxLength: 5 });
    const queries = fc.tuple(...expressions.map((grep) => fc.tuple(fc.constant(grep), choice, period)));
    await fc.assert(
      fc.asyncProperty(prints, queries, fc.constantFrom(10_000, 100_000, 1e9), (printed, asked, maxSize) =>
        inPlace(async (place) => {
          const opened = await place.open();
          for (const run of [1, 2]) {
            place.make({ path: "api", run });
            await opened.track({ path: "api", run }, { maxSize, maxFiles: 1_000 });
            for (const { stream, bytes } of printed.filter((one) => one.run === run)) {
              place.print({ path: "api", run }, stream, bytes);
              await opened.read();
            }
            if (run === 1) await opened.drained({ path: "api", run });
          }
          // A text without an end counts as a line once it has stood for a second: not in the middle of the comparison.
          for (const stream of ["out", "err"] as const) place.print({ path: "api", run: 2 }, stream, "\n");
          await opened.read();
          const all = await opened.read();
          for (const [grep, chosen, within] of asked) {
            const at = Date.parse(all[Math.floor((within?.[0] ?? 0) * (all.length - 1))]?.at ?? "");
            const times = within === null || Number.isNaN(at) ? {} : { [within[1] ? "since" : "until"]: at };
            const query = { grep, ...chosen, ...times };
            expect(await opened.read(query), JSON.stringify(query)).toEqual(await plainly(opened, query));
          }
        }),
      ),
      { ...examples(8), endOnFailure: true },
    );
  }, 120_000);

  it(
    "finds what lies across the seam of two compressed blocks",
    () =>
      inPlace(async (place) => {
        const opened = await place.open();
        const words = ["", "n", "ne", "nee", "need", "needl", "needle"];
        for (const [number, before] of words.entries()) {
          const run = { path: `child${number}`, run: 1 };
          place.make(run);
          const line = `${"x".repeat(99)}\n`;
          const text = line.repeat(Math.floor((blockSize - 100) / 100));
          const first = "y".repeat(blockSize - text.length - before.length);
          place.print(run, "out", `${text}${first}needle ${number}\n${line.repeat(4_000)}`);
          await opened.track(run, { maxSize: blockSize + 100_000, maxFiles: 1_000 });
          await vi.waitFor(() => expect(archives(place, run.path)).toBe(1), waitLong);
        }
        const found = await opened.read({ grep: "needle" });
        expect(texts(found).map((text) => text.replaceAll("y", ""))).toEqual(
          words.map((_, number) => `needle ${number}`),
        );
        expect(await opened.read({ grep: "needle", last: 1 })).toEqual(found);
        expect(found.map(({ seq }) => seq)).toEqual(words.map(() => Math.floor((blockSize - 100) / 100) + 1));
      }),
    60_000,
  );

  it("finds replacements of invalid UTF-8, and of partial characters", () =>
    inPlace(async (place) => {
      const opened = await place.open();
      const run = { path: "api", run: 1 };
      place.make(run);
      place.print(run, "out", Buffer.from([0x61, 0xff, 0x0a]));
      place.print(run, "out", "b\ufffd\nc😀\n");
      await opened.track(run);
      expect(texts(await opened.read({ grep: "\ufffd" }))).toEqual(["a\ufffd", "b\ufffd"]);
      expect(texts(await opened.read({ grep: "\ud83d" }))).toEqual(["c😀"]);
    }));

  it(
    "finds the same lines in an archive of many small arrivals",
    () =>
      inPlace(async (place) => {
        const opened = await place.open();
        const run = { path: "api", run: 1 };
        place.make(run);
        await opened.track(run, { maxSize: 20_000, maxFiles: 1_000 });
        for (let line = 0; line < 1_500; line += 1) {
          place.print(
            run,
            line % 3 === 0 ? "err" : "out",
            `${line} ${line % 100 === 0 ? "needle" : "straw"} ${"x".repeat(50)}\n`,
          );
          if (line % 3 !== 1) await opened.read({ last: 1 });
        }
        await vi.waitFor(() => expect(archives(place, "api")).toBeGreaterThan(2), waitLong);
        for (const query of [{}, { last: 4 }, { stream: "stderr" as const }, { after: 700 }]) {
          const asked = { grep: "needle", ...query };
          const found = await opened.read(asked);
          expect(found).toEqual(await plainly(opened, asked));
          expect(found.length).toBeGreaterThan(3);
        }
      }),
    60_000,
  );
});

// Cause: an expression was matched on the event loop, for 200 ms and once more for 600 ms before it was refused; one that
// took a little less for each piece was tried again and again.
describe("a slow expression", () => {
  const aaa = (count: number): string => `${"a".repeat(count)}\n`;
  const printing = async (place: Place, text: string): Promise<Opened> => {
    const opened = await place.open();
    const run = { path: "api", run: 1 };
    place.make(run);
    place.print(run, "out", text);
    await opened.track(run);
    await opened.read();
    return opened;
  };

  it("lets the event loop go round until it is refused", () =>
    inPlace(async (place) => {
      const opened = await printing(place, aaa(60));
      const turns = await turnsOf(async () => {
        await expect(opened.read({ grep: "^(a+)+b" })).rejects.toThrow("takes too long");
      });
      expect(turns).toBeGreaterThan(100);
    }));

  it("is refused when it is slow on many lines, though it comes to an end on each", () =>
    inPlace(async (place) => {
      const opened = await printing(place, aaa(20).repeat(20_000));
      await expect(opened.read({ grep: "^(a+)+c" })).rejects.toThrow("takes too long");
    }));

  it("finds what it would find on the event loop", () =>
    inPlace(async (place) => {
      // Its square is about a tenth of a second: too long for the event loop, and no reason to refuse it.
      const opened = await printing(place, `${aaa(12_000)}needle 1\n${aaa(10).repeat(300)}needle 2\naab\n`);
      const query = { grep: "a*b|^needle \\d" };
      const found = await opened.read(query);
      expect(texts(found)).toEqual(["needle 1", "needle 2", "aab"]);
      expect(found).toEqual(await plainly(opened, query));
    }));

  it("is matched in a worker, which is replaced when it had to be terminated", async () => {
    const worker = new WorkerMatcher();
    const asked = { source: "^(A+)+b$", flags: "i" as const };
    const [first, again, second, third] = await Promise.all([
      worker.matches({ ...asked, texts: ["aab", "aa"] }, 60_000),
      worker.matches({ ...asked, texts: ["b", "AB"] }, 60_000),
      worker.matches({ ...asked, texts: ["a".repeat(60)] }, 100),
      worker.matches({ ...asked, texts: ["c", "ab"] }, 60_000),
    ]);
    expect([first.matches, again.matches]).toEqual([
      [true, false],
      [false, true],
    ]);
    expect([second.matches, third.matches]).toEqual([null, [false, true]]);
    expect(second.used).toBeGreaterThan(100);
  });
});

const literal = fc.constantFrom("a", "b", "ab", "é", "\\.", "\\(", "-", "]", "}");
const several = fc.constantFrom(
  ".",
  "[ab]",
  "[^a|(]",
  "[\\]b]",
  "\\d",
  "\\b",
  "^",
  "$",
  "(?=a)",
  "(?!b)",
  "(?<=a)",
);
const times = fc.constantFrom("", "", "", "*", "+", "?", "*?", "+?", "{0}", "{2}", "{0,2}", "{1,}", "{1,2}?");
const { expression } = fc.letrec<{ readonly expression: string; readonly atom: string }>((tie) => ({
  atom: fc.oneof(
    { depthSize: "small" },
    literal,
    several,
    tie("expression").map((inner) => `(${inner})`),
    tie("expression").map((inner) => `(?:${inner})`),
    tie("expression").map((inner) => `(?<!${inner})`),
  ),
  expression: fc
    .array(fc.array(fc.tuple(tie("atom"), times), { maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((all) => all.map((sequence) => sequence.map((one) => one.join("")).join("")).join("|")),
}));

const isValid = (source: string): boolean => {
  try {
    return new RegExp(source) !== null;
  } catch {
    return false;
  }
};

describe("the literals that an expression requires", () => {
  it("occur in everything that it matches", () => {
    const characters = fc.constantFrom("a", "b", "é", ".", "(", "-", "]", "}", "7");
    const text = fc.array(characters, { maxLength: 8 }).map((all) => all.join(""));
    fc.assert(
      fc.property(
        expression.filter(isValid),
        fc.array(text, { minLength: 30, maxLength: 30 }),
        (source, all) => {
          const needed = requiredLiterals(source);
          for (const one of all.filter((text) => new RegExp(source).test(text)))
            expect(needed === null || needed.some((part) => one.includes(part)), `${source} on ${one}`).toBe(
              true,
            );
        },
      ),
      examples(500),
    );
  });

  it.each([
    ["needle", ["needle"]],
    ["^GET /a\\.html$", ["GET /a.html"]],
    ["timeout|refused", ["timeout", "refused"]],
    ["(timeout|refused) by user", [" by user"]],
    ["a=(first|second)", ["first", "second"]],
    ["colou?r", ["colo"]],
    ["a+bc{2}d", ["bc"]],
    ["(?<name>x) [abc]yz", ["yz"]],
    ["\\d+", null],
    ["a|\\d", null],
    ["", null],
    ["\\x41bc", ["Abc"]],
    ["(a)\\1bc", ["bc"]],
    ["a\\tb{0}", ["a\t"]],
    ["(?:)", null],
  ])("%s: %j", (source, texts) => expect(requiredLiterals(source)).toEqual(texts));
});
