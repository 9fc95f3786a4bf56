import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf, maxLineLength, wholeLines } from "../../src/adapters/node/output/tail/framing.ts";
import { examples } from "../support/examples.ts";

const texts = (bytes: Buffer): ReadonlyArray<string> => linesOf(bytes).map(({ text }) => text);

/** Bytes as programs print them: text in several alphabets, line ends of both kinds, NUL, what is no UTF-8. */
const printed = fc
  .array(
    fc.oneof(
      fc.string().map((text) => Buffer.from(text)),
      fc.string({ unit: "grapheme" }).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom("\n", "\r\n", "\n\n", "\0", "é€😀").map((text) => Buffer.from(text)),
      fc
        .tuple(
          fc.constantFrom("x", "é", "€", "😀"),
          fc.integer({ min: maxLineLength - 8, max: 2 * maxLineLength + 8 }),
        )
        .map(([character, length]) => Buffer.from(character.repeat(length / Buffer.byteLength(character)))),
    ),
  )
  .map((parts) => Buffer.concat(parts));

/** Cut at any bytes: what a tailer sees from look to look. Each look takes the whole lines there are. */
const inLooks = (bytes: Buffer, cuts: ReadonlyArray<number>): ReadonlyArray<string> => {
  const found: Array<string> = [];
  let from = 0;
  for (const end of [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)) {
    if (end < from) continue;
    const { length, lines } = wholeLines(bytes.subarray(from, end));
    const whole = texts(bytes.subarray(from, from + length));
    expect(whole).toHaveLength(lines);
    found.push(...whole);
    from += length;
  }
  return [...found, ...texts(bytes.subarray(from))];
};

describe("lines", () => {
  it("are the same regardless of when the file is read", () => {
    fc.assert(
      fc.property(printed, fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
        expect(inLooks(bytes, cuts)).toEqual(texts(bytes));
      }),
      examples(200),
    );
  });

  it("add up to everything that was printed", () => {
    fc.assert(
      fc.property(printed, (bytes) => {
        const all = linesOf(bytes).map(({ text, terminated }) => (terminated ? `${text}\n` : text));
        expect(all.join("")).toBe(bytes.toString("utf8").replaceAll("\r\n", "\n"));
      }),
      examples(200),
    );
  });

  it("lose only their line end, of either kind", () => {
    expect(texts(Buffer.from("a\r\nb\n\r\n c\r d \n"))).toEqual(["a", "b", "", " c\r d "]);
  });

  it("keep NUL and show bytes that are no UTF-8 as U+FFFD", () => {
    expect(texts(Buffer.from([0x61, 0, 0xff, 0x62, 10]))).toEqual(["a\0\ufffdb"]);
  });

  it("of more than 64 KiB are split, not within a character", () => {
    const [first, second] = linesOf(Buffer.from(`x${"€".repeat(30_000)}\n`));
    expect(first).toEqual({ index: 0, text: `x${"€".repeat(21_845)}`, terminated: false });
    expect(second).toEqual({ index: 1, text: "€".repeat(30_000 - 21_845), terminated: true });
  });

  it("of exactly 64 KiB are whole", () => {
    expect(linesOf(Buffer.from(`${"x".repeat(maxLineLength)}\n`))).toEqual([
      { index: 0, text: "x".repeat(maxLineLength), terminated: true },
    ]);
  });
});
